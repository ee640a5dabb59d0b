// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

final class RecentTest {

    private final Recent recent = new Recent("ab12", 3);

    @Test
    void whoComesBackGetsWhatCameAfterTheLastOne() {
        List<String> texts = List.of(add("a"), add("b"), add("c"));

        assertThat(recent.after("ab12-1")).hasValue(texts.subList(1, 3));
        assertThat(recent.after("ab12-3")).hasValue(List.of());
        assertThat(recent.newestId()).isEqualTo("ab12-3");
    }

    @Test
    void theOldestThatIsKeptCanStillBeResumedFromItsPredecessor() {
        add("a");
        List<String> kept = List.of(add("b"), add("c"), add("d"));

        assertThat(recent.after("ab12-1")).hasValue(kept);
        assertThat(recent.after("ab12-0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab12",
                "ab12-",
                "ab12-4",
                "ab12--1",
                "ab12-1 ",
                "ab12-x",
                "ab1-1",
                "other-1",
                "1",
                "ab12-99999999999999999999",
                "ab12-\u0661"
            })
    void anIdThatThisStartNeverGaveCantBeResumed(String id) {
        add("a");
        add("b");
        add("c");

        assertThat(recent.after(id)).isEmpty();
    }

    private String add(String topic) {
        return recent.add(new Event(topic, Map.of()));
    }
}
