// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

import static io.webgate.license.registry.internal.Sample.license;
import static org.assertj.core.api.Assertions.assertThat;

class MarksTest {

    private static final Instant SUMMER = Instant.parse("2026-06-15T12:00:00Z");

    private final License first = license("a").lineage("l", 1).make();
    private final License next = license("b").lineage("l", 2).from("2026-07-01").make();
    private final License last = license("c").lineage("l", 3).from("2026-08-01").make();

    @Test
    void keepsAMarkForEachStepStillToCome() {
        Marks marks = Marks.NONE.with(List.of(last, first, next));

        assertThat(marks.marks()).hasSize(3);
        assertThat(marks.highestGeneration(first)).isEqualTo(3);
        assertThat(marks.overtaking(first, SUMMER)).isEmpty();
        assertThat(marks.overtaking(first, Instant.parse("2026-07-01T00:00:00Z")))
                .get()
                .extracting(Mark::generation)
                .isEqualTo(2L);
        assertThat(marks.overtaking(last, Instant.parse("2030-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void dropsMarksThatALaterGenerationCovers() {
        License correction = license("d").lineage("l", 4).from("2026-01-01").make();
        Marks marks = Marks.NONE.with(List.of(first, next, last)).with(List.of(correction));

        assertThat(marks.marks()).containsExactly(Mark.of(correction));
    }

    @Test
    void ofTwoWhatEitherHasSeenWasSeen_R8_R52() {
        License other = license("x").supersedes("y").make();
        License early = license("d").lineage("l", 2).from("2026-06-01").make();
        Marks here = Marks.NONE.with(List.of(first, last));
        Marks there = Marks.NONE.with(List.of(next, early, other));

        Marks both = here.and(there);

        assertThat(both.marks())
                .containsExactlyInAnyOrder(Mark.of(first), Mark.of(early), Mark.of(last), Mark.of(other));
        assertThat(both.supersessions()).hasSize(1);
        assertThat(there.and(here).marks()).containsExactlyInAnyOrderElementsOf(both.marks());
        assertThat(both.news(there).isEmpty()).isTrue();
        assertThat(both.and(here)).isSameAs(both);
        assertThat(here.and(Marks.NONE)).isSameAs(here);
    }

    @Test
    void whoReplacedItAtTheSameTimeIsNoNews_R52() {
        Marks here = replaced("a", SUMMER);
        Marks there = replaced("b", SUMMER);
        Marks earlier = replaced("c", SUMMER.minusSeconds(1));

        assertThat(here.and(there)).isSameAs(here);
        assertThat(here.and(earlier)).isEqualTo(earlier);
        assertThat(earlier.and(here)).isSameAs(earlier);
    }

    private static Marks replaced(String by, Instant begins) {
        return Marks.of(List.of(), List.of(new Supersession("ACME", new LicenseId("y"), new LicenseId(by), begins)));
    }

    @Test
    void sameDocumentsInAnyOrderLeaveTheSameMarks() {
        assertThat(Marks.NONE.with(List.of(first, next, last)).marks())
                .containsExactlyInAnyOrderElementsOf(Marks.NONE
                        .with(List.of(last))
                        .with(List.of(next, first))
                        .marks());
    }
}
