"""A world template beside what one seed and one condition make of it: all that the pages of the preview read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from corpsim.backdrop import Backdrop
from corpsim.desk import Desk
from corpsim.events import PersonHired
from corpsim.ledger import opening_state
from corpsim.pages.preview.data.origins import Origins, trace_origins
from corpsim.records import Confidential, Person, Secret
from corpsim.scenario import Scenario
from corpsim.state import State
from corpsim.template import Template
from corpsim.world import World


@dataclass(frozen=True)
class Scene:
    """What an author wrote and what became of it. Nothing in it changes."""

    template: Template
    scenario: Scenario

    @property
    def world(self) -> World:
        """The company at the start of the day."""
        return self.scenario.world

    @cached_property
    def state(self) -> State:
        """The same as people find it at minute 0."""
        return opening_state(self.world)

    @cached_property
    def backdrop(self) -> Backdrop | None:
        """The rest of a large company, behind the people of the story; None where there is no rest."""
        found: Backdrop | None = getattr(self.world, "backdrop", None)
        return found

    @cached_property
    def origins(self) -> Origins:
        """From which file of the template things came."""
        return trace_origins(self.template, self.scenario)

    @property
    def kept(self) -> tuple[Secret | Confidential, ...]:
        """What is not for everybody, and lies in mails and documents: secrets, and what is confidential."""
        return (*self.world.secrets, *self.world.confidential)

    @cached_property
    def joiners(self) -> Mapping[str, Person]:
        """Those who join during the day, by id."""
        hires = [plan.happening.person for plan in self.world.coming if isinstance(plan.happening, PersonHired)]
        return {person.id: person for person in hires}

    def person(self, person_id: str) -> Person | None:
        """Somebody of the company, of its backdrop, or somebody who is going to join; None for any other name."""
        found = self.world.people.get(person_id) or self.joiners.get(person_id)
        if found is None and self.backdrop is not None:
            found = self.backdrop.person(person_id)
        return found

    def desk(self, person_id: str) -> Desk:
        """The company as one person finds it."""
        return Desk(self.state, person_id)

    def clock(self, minute: int) -> str:
        """A minute as a reader of this day says it: `16:20`, or with its day if it is another one."""
        time = self.world.time(minute)
        return f"{time:%H:%M}" if time.date() == self.world.start.date() else f"{time:%a %d %b %H:%M}"
