"""Who leads and supports, by the names that posts bear at the office's level of government."""

from collections.abc import Mapping

from advisor.model.content import Action, KnowledgePack

Posts = Mapping[str, str]


def posts_at(pack: KnowledgePack, level: object) -> Posts:
    """How posts are called at a level; nothing while the level is not known."""
    return {
        one.id: one.at[level] for one in pack.posts if isinstance(level, str) and level in one.at
    }


def with_posts(action: Action, posts: Posts) -> Action:
    """The action with its posts by these names; the lead is not named among those who support."""
    owner = posts.get(action.owner, action.owner)
    supports = dict.fromkeys(posts.get(one, one) for one in action.supports)
    if owner != action.owner:
        supports.pop(owner, None)
    return action.model_copy(update={"owner": owner, "supports": tuple(supports)})
