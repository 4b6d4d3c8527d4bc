"""Posts that bear another name at each level of government."""

from pydantic import Field

from advisor.model.frozen import Frozen

LEVEL_QUESTION = "profile.level"


class Post(Frozen):
    """A post or office as actions and risks write it, and how a plan of one level prints it.

    A level that `at` leaves out keeps what is written.
    """

    id: str = Field(description="what 'owner' and 'supports' say")
    at: dict[str, str] = Field(min_length=1, description="the name by level of government")
