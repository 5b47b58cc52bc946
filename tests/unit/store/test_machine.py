"""Random saves from fresh and stale versions, against a plain list of what was saved."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from allocator.store import Saved, Stale

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
KEYS = ("scenario", "other", "proposal")


def machine(store):
    """Return a machine on `store`; each example works on documents of its own."""

    class Saves(RuleBasedStateMachine):
        seen = Bundle("seen")

        @initialize()
        def begin(self):
            scenario = store.save_scenario("{}", "n", "w", "y")
            other = store.save_scenario("{}", "n", "w", "y")
            proposal = store.save_proposal(scenario.key, "[]", "n", "w", "y")
            self.keys = dict(zip(KEYS, (scenario.key, other.key, proposal.key), strict=True))
            self.model = {"scenario": [scenario], "other": [other], "proposal": [proposal]}
            self.ran = []

        def save(self, what: str, expected: int, texts: tuple[str, str, str, str]) -> Saved:
            if what == "proposal":
                start = (self.keys[what], expected)
                return store.save_proposal(self.keys["scenario"], *texts, *start)
            return store.save_scenario(*texts, self.keys[what], expected)

        @rule(what=st.sampled_from(KEYS), texts=st.tuples(TEXT, TEXT, TEXT, TEXT))
        def save_from_the_newest(self, what, texts):
            saved = self.save(what, len(self.model[what]), texts)
            self.model[what].append(saved)
            assert saved.version == len(self.model[what])
            assert (saved.content, saved.name, saved.who, saved.why) == texts

        @rule(what=st.sampled_from(KEYS), behind=st.integers(-2, 5).filter(bool))
        def save_from_another(self, what, behind):
            with pytest.raises(Stale) as told:
                self.save(what, len(self.model[what]) - behind, ("lost", "n", "w", "y"))
            assert told.value.latest == self.model[what][-1]

        @rule(what=st.sampled_from(KEYS), data=st.data())
        def read_any(self, what, data):
            saved = data.draw(st.sampled_from(self.model[what]))
            ask = store.proposal if what == "proposal" else store.scenario
            assert ask(saved.key, saved.version) == saved

        @rule(data=st.data(), answer=TEXT)
        def run_on_any(self, data, answer):
            saved = data.draw(st.sampled_from(self.model["scenario"]))
            run = store.save_run(saved.key, saved.version, "rank", {}, answer, "optimal", "w")
            self.ran.insert(0, run)

        @invariant()
        def all_is_kept(self):
            for what, versions in self.model.items():
                ask = store.proposal_versions if what == "proposal" else store.versions
                assert ask(self.keys[what]) == versions[::-1]
            assert store.proposals(self.keys["scenario"]) == self.model["proposal"][-1:]
            assert store.proposals(self.keys["other"]) == []
            assert store.runs(self.keys["scenario"]) == self.ran

    return Saves


def test_the_store_agrees_with_a_list(store):
    profile = settings(settings.get_profile("fixed"), max_examples=40, stateful_step_count=25)
    run_state_machine_as_test(machine(store), settings=profile)
