// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.License;
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
    void sameDocumentsInAnyOrderLeaveTheSameMarks() {
        assertThat(Marks.NONE.with(List.of(first, next, last)).marks())
                .containsExactlyInAnyOrderElementsOf(Marks.NONE
                        .with(List.of(last))
                        .with(List.of(next, first))
                        .marks());
    }
}
