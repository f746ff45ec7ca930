"""What the codes in an export mean: the sheet that a school puts behind its table."""

from __future__ import annotations

_EVERYWHERE = (
    ("Sex", "F, M", "Female, male"),
    ("SEN", "N", "No special educational need identified"),
    ("SEN", "K", "SEN support"),
    ("SEN", "E", "Education, health and care plan"),
    ("FSM", "Y, N", "Eligible for free school meals now"),
    ("PP", "Y, N", "Pupil premium: free school meals in the last six years, or another ground"),
    ("EAL", "Y, N", "English as an additional language"),
    ("Joined", "date", "Joined the school during this school year; blank: was here from the start"),
    ("Left", "date", "Left the school on this day; the row stays in the export"),
    ("Sessions possible", "number", "Half days that the school was open while the pupil was on roll"),
    ("Sessions absent", "number", "Half days missed, authorised or not"),
    ("Attendance", "%", "Sessions attended as a percentage of sessions possible"),
    ("Catch-up", "Y, N", "Took part in the school's catch-up programme in mathematics this year"),
    ("any", "pending", "Not known yet: record not received, or result under review"),
)
_TEACHER = (
    ("GDS, EXS, WTS", "Working at greater depth, at the expected standard, towards the expected standard"),
    ("EM", "Engagement model: not in subject-specific study"),
)
_BY_PHASE = {
    "primary": (
        ("KS1 Reading, KS1 Maths", "85-115", "Scaled score in 2022; 100 or more is the expected standard"),
        ("KS1 Reading, KS1 Maths", "X", "No result on the record that came from the previous school"),
        *(("KS1 Writing, KS1 Maths TA", code, words) for code, words in _TEACHER),
        ("KS1 Writing, KS1 Maths TA", "PK1-PK4", "Pre-key-stage standard: below the standard of the tests"),
        ("KS2 Reading, KS2 Maths", "80-120", "Scaled score; 100 or more is the expected standard"),
        ("KS2 Reading, KS2 Maths", "A, ABS", "Absent from the test (ABS: typed in by hand)"),
        ("KS2 Reading, KS2 Maths", "PK1-PK6, EM", "Below the standard of the tests: no scaled score"),
        *(("KS2 Writing", code, words) for code, words in _TEACHER),
        ("KS2 Writing", "PK1-PK6", "Pre-key-stage standard"),
    ),
    "secondary": (
        ("KS2 Reading, KS2 Maths", "80-120", "Scaled score at the end of Year 6"),
        ("KS2 Reading, KS2 Maths", "59-79", "Points for a pupil below the standard of the tests"),
        ("KS2 Average", "59-120", "Mean of the two; blank: no key stage 2 score"),
        ("Target", "1-9", "GCSE grade in mathematics that the school set in Year 10"),
        ("Drop 1, Drop 2, Drop 3", "1-9, U", "Teacher's grade in mathematics: October, January, March"),
        ("Drop 1, Drop 2, Drop 3", "ABS", "Absent when the assessment was made"),
        ("GCSE English, GCSE Maths", "1-9, U", "Grade; U (ungraded) is a result and counts as 0"),
        ("GCSE English, GCSE Maths", "A", "Absent from the examination"),
        ("GCSE English, GCSE Maths", "X", "Not entered: no result"),
    ),
    "special": (
        ("Start, End", "0-60", "The school's small steps in mathematics: September and May"),
        ("Start, End", "ABS", "Absent when the assessment was made"),
        ("Start, End", "X", "No step on the record that came from the previous school"),
        ("Target", "1-60", "The step that the school set for May"),
        ("KS2 Maths", "PK1-PK6", "Pre-key-stage standard (Year 6 only)"),
        ("KS2 Maths", "EM", "Engagement model (Year 6 only)"),
        ("KS2 Maths", "80-120", "Scaled score (Year 6 only)"),
        ("Engagement", "Y, N", "Assessed by the engagement model: five areas described, so no steps"),
    ),
}


def explanations(phase: str) -> list[tuple[str, str, str]]:
    """Give (column, code, meaning) for each code that an export of the phase may hold."""
    return [*_EVERYWHERE, *_BY_PHASE[phase]]
