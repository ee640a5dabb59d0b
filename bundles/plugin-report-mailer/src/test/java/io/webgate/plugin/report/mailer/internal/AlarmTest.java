// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.Concern;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The host is told of a hindrance while it lasts, and never afterwards. */
class AlarmTest {

    private static final Instant EIGHT = Instant.parse("2026-11-26T08:00:00Z");

    private final List<Concern> registered = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();
    private Runnable whileRegistering = () -> {};
    private final Alarm alarm = new Alarm(concern -> {
        registered.add(concern);
        acts.add("+" + registered.size());
        whileRegistering.run();
        return () -> {
            registered.remove(concern);
            acts.add("-" + registered.size());
        };
    });

    private static Optional<Hindrance> hindrance(String what) {
        return Optional.of(Hindrance.notLocked(what, EIGHT));
    }

    @Test
    void saysInBothLanguagesWhoIsHinderedByWhatAndSinceWhen() {
        alarm.tell(hindrance("No locks available"));
        Concern concern = registered.get(0);
        assertThat(concern.name()).isEqualTo("report-mailer-spool-not-locked");
        assertThat(concern.since()).isEqualTo(EIGHT);
        assertThat(concern.text().english())
                .startsWith("The report mailer sends nothing. The lock ")
                .endsWith(": No locks available");
        assertThat(concern.text().russian())
                .startsWith("Рассылка отчётов ничего не отправляет. ")
                .endsWith(": No locks available");
    }

    @Test
    void theLongestReasonIsToldToItsEnd() {
        alarm.tell(hindrance("x".repeat(500)));
        assertThat(registered.get(0).text().english()).endsWith("x…");
        assertThat(registered.get(0).text().russian()).endsWith("x…").hasSizeLessThan(Concern.LONGEST_TEXT);
    }

    @Test
    void theSameIsToldOnceAndAnotherTextTakesItsPlaceWithoutAGap() {
        alarm.tell(Optional.empty());
        alarm.tell(hindrance("one"));
        alarm.tell(hindrance("one"));
        alarm.tell(hindrance("two"));
        assertThat(registered)
                .singleElement()
                .extracting(one -> one.text().english())
                .asString()
                .endsWith("two");
        alarm.tell(Optional.empty());
        alarm.tell(Optional.empty());
        assertThat(acts).containsExactly("+1", "+2", "-1", "-0");
    }

    @Test
    void theEndTakesBackWhatIsToldAndNothingIsToldAfterwards() {
        alarm.tell(hindrance("one"));
        alarm.end();
        assertThat(registered).isEmpty();
        alarm.tell(hindrance("two"));
        alarm.tell(Optional.empty());
        alarm.end();
        assertThat(acts).containsExactly("+1", "-0");
    }

    /** The old thread may still be at work when the service ends. */
    @Test
    void whatIsBeingRegisteredWhenTheEndComesIsTakenBackToo() {
        alarm.tell(hindrance("one"));
        whileRegistering = alarm::end;
        alarm.tell(hindrance("two"));
        assertThat(registered).isEmpty();
        assertThat(acts).containsExactly("+1", "+2", "-1", "-0");
    }
}
