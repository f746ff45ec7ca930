"""The pupil performance data: project and comparison pupils at three points in time, their gains, and the doubt."""
