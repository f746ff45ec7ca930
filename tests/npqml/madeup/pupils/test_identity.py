"""Numbers, names and dates of birth: right in form, and nobody's."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.madeup.pupils import full_names
from npqml.madeup.pupils.identity import LETTERS, birth_dates, check_letter, identity

FAMOUS = """
    Adam Saleh, Adil Hussain, Adil Rashid, Adrian Mitchell, Andre Gomes, Archie Goodwin, Archie Leach,
    Arjun Rampal, Bruno Fernandes, Bruno Pereira, Callum Turner, Callum Wilson, Daisy Pearce, Daisy
    Ridley, Damian Lewis, Diego Lopes, Diego Rivera, Dylan Moran, Dylan Thomas, Eliza Butterworth, Ella
    Fitzgerald, Ella Henderson, Ella Toone, Emeka Okafor, Erin Doherty, Ethan Hawke, Ewan Mitchell,
    Faisal Islam, Farah Fawcett, Felix Holt, Felix Mendelssohn, Filip Novak, Francesca Annis, Freddie
    Mercury, Freddie Slater, Gabriel Barbosa, Gabriel Marquez, Georgia Stanway, Grace Kelly, Gurpreet
    Sandhu, Hamza Choudhury, Harriet Thorpe, Harriet Tubman, Harvey Elliott, Holly Willoughby, Igor
    Stravinsky, Imogen Heap, Imran Khan, Iqra Aziz, Jake Dyson, Jake Gyllenhaal, Jake Thackray, Jamal
    Musiala, Jenson Button, Joel Obi, Joseph Conrad, Joseph Morgan, Joseph Whitworth, Jude Bellingham,
    Jude Law, Karan Johar, Karim Benzema, Keira Knightley, Keira Walsh, Kofi Annan, Kwame Nkrumah, Leo
    Messi, Leo Tolstoy, Lewis Capaldi, Lewis Carroll, Lewis Hamilton, Louis Armstrong, Louis Malle,
    Louis Walsh, Lucy Bronze, Lucy Liu, Marcus Rashford, Martha Stewart, Martha Wainwright, Mason
    Greenwood, Mason Mount, Max Planck, Max Zhang, Meera Nair, Megan Fox, Miguel Cardoso, Mihai Popescu,
    Molly Osborne, Molly Ringwald, Nana Mensah, Natalia Ginzburg, Nathan Lane, Nathan Parsons, Noah
    Reid, Noah Webster, Omar Farouk, Omar Mansour, Omar Sharif, Oscar Wilde, Owen Hargreaves, Owen
    Wilson, Patrick Stewart, Phoebe Nicholls, Phoebe Waller-Bridge, Priya Chopra, Rafael Nadal, Rami
    Malek, Reuben Foster, Rhys Webb, Riley Reid, Robyn Malcolm, Rory Kinnear, Ruby Wax, Samuel Beckett,
    Samuel Jackson, Samuel Johnson, Samuel Pepys, Sana Javed, Sofia Coppola, Stefan Kovacs, Stefan
    Zweig, Summer Walker, Taha Hussain, Thea Astley, Theo James, Theo Walcott, Thiago Silva, Toby Jones,
    Tyler Robinson, Umar Gul, Usman Khawaja, Yusuf Islam, Zain Malik, Zainab Ahmed, Zakir Hussain, Zara
    Larsson, Zoya Akhtar
"""


@pytest.fixture(scope="module")
def pupils() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    groups = pd.DataFrame(
        {"Sex": rng.choice(["F", "M"], 600), "Year": 11, "EAL": rng.choice(["Y", "N"], 600, p=[0.2, 0.8])}
    )
    return pd.concat([groups, identity(rng, groups, results_year=2024, schools=9)], axis=1)


@pytest.mark.parametrize("real", ["B801200005001"])  # valid in the documentation of python-stdnum
def test_the_check_letter_is_that_of_a_true_number(real):
    assert check_letter(real[1:]) == real[0]


@settings(deadline=None, max_examples=50)
@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_digit_typed_wrong_always_changes_the_check_letter(digits, place, by):
    wrong = str((int(digits[place]) + by) % 10)
    assert check_letter(digits[:place] + wrong + digits[place + 1 :]) != check_letter(digits)


def test_every_made_up_number_looks_right_and_fails_the_check(pupils):
    assert pupils["UPN"].is_unique
    assert pupils["UPN"].str.fullmatch(f"[{LETTERS}][0-9]{{12}}").all()
    assert pupils["UPN"].str[8:10].eq("12").all()  # Year 11 of 2024 started school in 2012
    for number in pupils["UPN"]:
        assert check_letter(number[1:]) != number[0]


def test_no_two_pupils_of_a_school_share_a_name(pupils):
    assert not pupils.duplicated(["Forename", "Surname"]).any()


def test_no_famous_name_can_come_out():
    possible = {
        f"{forename} {heritage.surnames[place]}"
        for heritage in full_names.HERITAGES
        for source in {id(heritage): heritage, id(full_names.COMMON): full_names.COMMON}.values()
        for forename, place in product(source.girls + source.boys, range(len(heritage.surnames)))
    }
    famous = {name.strip() for name in FAMOUS.replace("\n", " ").split(",")}
    assert not {" ".join(name.split()) for name in famous} & possible


def test_names_fit_the_sex_and_are_as_diverse_as_english_schools(pupils):
    girls = {name for heritage in full_names.HERITAGES for name in heritage.girls}
    assert set(pupils["Forename"][pupils["Sex"] == "F"]) <= girls
    common = pupils["Surname"].isin(full_names.COMMON.surnames)
    assert common[pupils["EAL"] == "N"].mean() > 0.7
    assert common[pupils["EAL"] == "Y"].mean() < 0.15
    assert pupils["Surname"].nunique() > 150


@pytest.mark.parametrize(("year", "results", "first"), [(6, 2026, "2014-09-01"), (11, 2024, "2007-09-01")])
def test_pupils_are_born_in_the_twelve_months_of_their_year_group(year, results, first):
    born = birth_dates(np.random.default_rng(1), np.full(3000, year), results)
    assert born.min() == pd.Timestamp(first)
    assert born.max() == pd.Timestamp(first) + pd.DateOffset(years=1, days=-1)
