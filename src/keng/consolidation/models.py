"""The roll-up tables: figures of units that have others below them, made when they are asked for;
and the views of numbers that people keep.

No roll-up is a source: every row can be thrown away and made again from what was reported. A row
is good while there is a `Node` for its unit and target; a change elsewhere only takes nodes away.
"""

from __future__ import annotations

from django.db import models

from keng.kernel.periods import Period
from keng.screening.fields import FreeLine


class TargetKind(models.TextChoices):
    """What is kept for a period."""

    FIGURES = "figures"  # the sums of the period, on the map of its last day
    PAIRS = "pairs"  # the sums over units present in the period and in the same one of last year


class Target(models.Model):
    """A period for which sums are kept.

    `generation` grows each time something under it is found to have changed: whoever began to add
    up under an older one throws the result away. `basis` says by which pack and which map of the
    country the rows were made; rows of another basis are not good.
    """

    kind = models.CharField(max_length=8, choices=TargetKind.choices)
    regime = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    generation = models.BigIntegerField(default=0)
    basis = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "regime", "first", "last"], name="consolidation_target_once"
            ),
        ]

    @property
    def period(self) -> Period:
        """The period as the kernel knows it."""
        return Period(self.regime, self.first, self.last)


class Node(models.Model):
    """The rows of this unit for this target are up to date."""

    target = models.ForeignKey(
        Target, on_delete=models.CASCADE, related_name="nodes", db_index=False
    )
    unit = models.ForeignKey(
        "orgunits.Unit", on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "unit"], name="consolidation_node_once"),
        ]


class Kept(models.Model):
    """A row of one unit for one target and cell."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(
        "orgunits.Unit", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    indicator = models.CharField(max_length=80)
    by = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        abstract = True


class RollUp(Kept):
    """The figure of a unit: its sum, the least final status in it, and how many units it holds.

    `marks` is a `rollup.Mark`.
    """

    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, blank=True)
    counted = models.IntegerField()
    marks = models.IntegerField()

    class Meta:
        db_table = "consolidation_rollup"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "indicator", "by"], name="consolidation_rollup_once"
            ),
        ]


class PairRow(Kept):
    """Two sums over the units under a unit that are present in both years.

    `stated` is what units without a report of last year typed as last year's figure, and
    `stated_units` how many they are: it stands in the full total of last year.
    """

    current = models.BigIntegerField()
    previous = models.BigIntegerField()
    units = models.IntegerField()
    stated = models.BigIntegerField(default=0)
    stated_units = models.IntegerField(default=0)

    class Meta:
        db_table = "consolidation_pair"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "indicator", "by"], name="consolidation_pair_once"
            ),
        ]


class SavedView(models.Model):
    """A way to look at the numbers that somebody keeps: a name, and the address that shows it.

    The address holds a question and no answer: whoever opens it sees what they may see. `unit` is
    the unit whose people see it too, None for its owner alone. A view that was dropped keeps its
    row, so that dropping can be taken back.
    """

    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgunits.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    name = FreeLine(max_length=120)
    query = models.CharField(max_length=4000)
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner"], name="consolidation_saved_owner")]
