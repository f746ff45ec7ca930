"""Forenames and surnames such as English schools have on roll, combined by chance; no pupil and nobody
famous.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from npqml.madeup.pupils.arrays import Flags

OWN_FORENAME = 0.85
"""How often a forename comes from the same heritage as the surname; else it is one of the most common kind.
"""


@frozen
class Heritage:
    """Names that go together, and how common they are with and without English as an additional language."""

    english: float
    eal: float
    girls: list[str]
    boys: list[str]
    surnames: list[str]


COMMON = Heritage(
    english=0.82,
    eal=0.02,
    girls="""Abigail Amelia Ava Bethany Caitlin Daisy Eliza Ella Erin Esme Evie Faith Francesca
        Freya Georgia Grace Harriet Holly Imogen Isla Jasmine Keira Libby Lucy Maisie Martha
        Megan Millie Molly Niamh Orla Phoebe Poppy Robyn Rosie Ruby Summer Thea Tilly Willow""".split(),
    boys="""Aidan Alfie Archie Callum Connor Declan Dylan Ethan Ewan Felix Finley Freddie Gethin
        Harvey Jacob Jake Jayden Jenson Joseph Jude Kian Leo Lewis Logan Louis Luca Marcus
        Mason Max Nathan Noah Oscar Owen Patrick Reuben Riley Rory Rowan Samuel Theo Toby
        Tristan Zac""".split(),
    surnames="""Ainscough Ashdown Atherton Barlow Beckwith Bowden Brambley Burgess Burrows
        Cartwright Carver Chadwick Clough Coates Cotterill Crossley Dawes Denholm Dobson
        Entwistle Fairclough Farnworth Fenwick Garside Gatley Gibbons Goddard Greaves
        Greenhalgh Hadley Hancock Harker Haworth Heaton Hebden Hibbert Hodgson Hollis
        Holroyd Howarth Hulme Ingham Jarvis Jessop Kendall Kershaw Kirkby Langley Latham
        Lawson Leadbetter Lockwood Lomax Lumb Marsden Mellor Metcalfe Midgley Naylor Nuttall
        Oldroyd Ormerod Overton Padgett Parkin Pickering Pilling Pollard Quigley Ramsden
        Rawson Ridgway Rigby Rowe Rushton Schofield Seddon Sharples Sowden Stanworth Stott
        Sugden Tattersall Thornton Tolley Townsend Tunstall Unsworth Varley Vickers
        Wadsworth Walmsley Walton Watkins Whittaker Wilcock Wilkinson Winstanley Woodhead
        Yardley""".split(),
)
SOUTH_ASIAN_MUSLIM = Heritage(
    english=0.06,
    eal=0.29,
    girls="""Aaliyah Aisha Amina Ayesha Fatima Hafsa Khadija Mariam Maryam Nusrat Rabia Safa Sana
        Sumaiya Zahra Zoya""".split(),
    boys="""Abdullah Ahsan Bilal Hamza Haris Ibrahim Idris Junaid Musa Mustafa Rayyan Saad Sami
        Shayan Umar Usman Yusuf Zain""".split(),
    surnames="""Ahmed Aslam Aziz Bashir Chaudhry Hanif Hussain Iqbal Kazmi Mahmood Miah Qureshi
        Rafiq Rahman Saleem Siddiqui Sultan Talukdar Uddin Younis Zaman""".split(),
)
INDIAN = Heritage(
    english=0.03,
    eal=0.11,
    girls="""Anaya Anika Diya Harleen Isha Jasleen Kavya Kiran Meera Pooja Preeti Riya Rupa
        Saanvi Simran Tanvi""".split(),
    boys="""Aarav Arjun Armaan Gurjit Harjot Ishaan Jai Jaspreet Karan Krish Manraj Nikhil
        Pranav Rohan Vihaan""".split(),
    surnames="""Bains Basra Chauhan Dhillon Gill Grewal Iyer Lal Mistry Parmar Patel Pillai Rai
        Reddy Sandhu Sidhu Singh Sivakumar Solanki Thakur Varma""".split(),
)
WEST_AFRICAN = Heritage(
    english=0.05,
    eal=0.1,
    girls="""Abena Adaeze Ama Ayomide Blessing Chidera Efua Esther Folake Ife Maame Mercy Ngozi
        Temi Yewande Zuri""".split(),
    boys="Ayo Chidi Ebuka Femi Isaiah Joel Kofi Kwabena Kwame Obinna Olumide Samson Tobi Tunde Yaw".split(),
    surnames="""Acheampong Adeyemi Adjei Afolabi Agyeman Akinola Amoah Asante Bangura Boateng Chukwu
        Danso Ekwueme Eze Idowu Kamara Mensah Nwosu Ofori Ogunleye Okonkwo Oladipo Osei
        Owusu Quaye Sesay Yeboah""".split(),
)
EAST_EUROPEAN = Heritage(
    english=0.01,
    eal=0.24,
    girls="""Aleksandra Alicja Anastasia Daria Elena Gabriela Ioana Julia Justyna Kamila Lena
        Magda Maja Milena Natalia Oliwia Weronika Zofia""".split(),
    boys="""Adrian Andrei Bartosz Borys Damian Dawid Filip Igor Jakub Kacper Lukas Marek Matei
        Mateusz Mihai Oskar Pawel Radu Szymon Wiktor""".split(),
    surnames="""Balan Bondar Ciobanu Dobre Dumitru Horvath Hruby Ionescu Kaczmarek Kovacs Krawczyk
        Krol Lupu Mazur Melnyk Munteanu Nowak Pawlak Rusu Shevchuk Stoica Tkachenko Wojcik
        Wozniak Wrobel Zajac""".split(),
)
MIDDLE_EAST_AND_HORN = Heritage(
    english=0.01,
    eal=0.13,
    girls="""Amal Asma Dalia Elif Farah Hana Hiba Hodan Ikram Layla Leila Lina Nour Rania Sahra
        Salma Yasmin Zeynep""".split(),
    boys="""Adam Ayman Baris Bashir Faris Jamal Kaan Karim Khalid Liban Omar Rami Samir Tariq
        Yahya Zakariya""".split(),
    surnames="""Abdi Aden Amiri Ansari Arslan Aydin Botan Celik Dahir Egal Ghanem Haddad Hamdan
        Hashimi Jama Kaya Khalil Nasser Noori Osman Ozturk Sabri Sayed Warsame Zaki""".split(),
)
SOUTH_EUROPEAN = Heritage(
    english=0.01,
    eal=0.08,
    girls="Beatriz Camila Carla Chiara Giulia Ines Leonor Lucia Luisa Mariana Matilde Valentina".split(),
    boys="Afonso Dinis Duarte Lourenco Martim Mateo Miguel Rafael Rodrigo Simao Thiago Vasco".split(),
    surnames="""Almeida Antunes Batista Carvalho Correia Cunha Esposito Ferreira Fonseca Freitas
        Marques Moreira Nunes Pereira Pinto Ribeiro Rocha Salgado Teixeira Vieira""".split(),
)
EAST_ASIAN = Heritage(
    english=0.01,
    eal=0.03,
    girls="Hui Jia Linh Mai Mei Thuy Xin Yan".split(),
    boys="Hao Jun Kai Minh Quan Tuan Wei Yichen".split(),
    surnames="""Chan Cheung Ho Huang Kwok Lam Lau Leung Mak Nguyen Pham Tang Tran Vu Wong Wu Xu Yip
        Zhou""".split(),
)
HERITAGES = (
    COMMON,
    SOUTH_ASIAN_MUSLIM,
    INDIAN,
    WEST_AFRICAN,
    EAST_EUROPEAN,
    MIDDLE_EAST_AND_HORN,
    SOUTH_EUROPEAN,
    EAST_ASIAN,
)


def full_names(rng: np.random.Generator, boy: Flags, eal: Flags) -> list[tuple[str, str]]:
    """Return a (forename, surname) for each pupil, no pair twice while the lists last."""
    english_share, eal_share = ([getattr(h, field) for h in HERITAGES] for field in ("english", "eal"))
    taken: set[tuple[str, str]] = set()
    names = []
    for is_boy, is_eal in zip(boy, eal, strict=True):
        for _ in range(20):
            heritage = HERITAGES[rng.choice(len(HERITAGES), p=eal_share if is_eal else english_share)]
            source = heritage if rng.random() < OWN_FORENAME else COMMON
            name = (_one_of(source.boys if is_boy else source.girls, rng), _one_of(heritage.surnames, rng))
            if name not in taken:
                break
        taken.add(name)
        names.append(name)
    return names


def _one_of(names: list[str], rng: np.random.Generator) -> str:
    """Return a name by chance: the same as `rng.choice` would, which makes an array of the list first."""
    return names[rng.integers(len(names))]
