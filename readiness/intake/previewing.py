"""A survey's answers so far as a round that is not published, for officers to look at. Code in, round out."""

from dataclasses import replace

from readiness.intake import surveying
from readiness.intake.publishing import draft
from readiness.store import PublishedRound, surveys


def name_of(survey_code: str) -> str:
    """Changes whenever the draft does; cheap. Raises StoreFault for an unknown survey."""
    entry = surveys.survey(survey_code)
    together = [one for one in surveys.surveys() if one.round_code == entry.round_code]
    counts = [
        (
            one.survey_code,
            one.version_number,
            len(surveys.files(one.survey_code)),
            len(surveys.codings(one.survey_code)),
        )
        for one in together
    ]
    return f"{entry.round_code} {sorted(counts)}"


def round_of(survey_code: str) -> PublishedRound:
    """The round that publishing would write now, without the instant of a publication.

    Raises PublishRefused while there is nothing to publish, StoreFault.
    """
    entry = surveys.survey(survey_code)
    made = draft(surveying.drafted(entry), author=entry.author)
    added = tuple(
        (one.question_code, one.choice_code, one.label)
        for one in surveys.reasons(entry.subject)
        if any(f"{one.question_code}.{one.choice_code}" in given for given in made.answers.values())
    )
    return replace(made, added=added)
