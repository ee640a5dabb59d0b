// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.format.TimeReceipt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsTest {

    private static final String NONCE = "abcdefghijklmnopqrstuvwxyz012345";
    private static final String OTHER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /** Days of 2026, or another year's first; "-" for a host that has not asked. */
    private static Instant day(String text) {
        return Instant.parse(text.length() == 4 ? text + "-01-01T00:00:00Z" : "2026-" + text + "T00:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what,                               vendor, nonce, asked, now,   system, signed, receipt, time or a word of
        // the refusal
        "wrong jump forward is healed,          ACME, ours,  2036,  2036,  06-15,  05-01,  06-15,  06-15",
        "not below what was signed,             ACME, ours,  2036,  2036,  06-15,  06-20,  06-15,  06-20",
        "forward too,                           ACME, ours,  06-01, 06-01, 06-01,  05-01,  06-15,  06-15",
        "after a week end by post,              ACME, ours,  06-01, 06-08, 06-08,  05-01,  06-01,  06-01",
        "kept for later,                        ACME, ours,  06-01, 06-09, 06-01,  05-01,  06-01,  too late",
        "asked under a clock since healed,      ACME, ours,  2036,  06-15, 06-15,  05-01,  06-15,  too late",
        "never asked,                           ACME, ours,  -,     06-01, 06-01,  05-01,  06-01,  not waiting",
        "answer to another question,            ACME, other, 06-01, 06-01, 06-01,  05-01,  06-01,  another request",
        "another vendor's,                      EVIL, ours,  06-01, 06-01, 06-01,  05-01,  06-01,  issued by EVIL",
        "the clock is still wrong,              ACME, ours,  2036,  2036,  2036,   05-01,  06-15,  Correct the computer's clock"
    })
    void judges_R10(
            String what,
            String vendor,
            String nonce,
            String asked,
            String now,
            String system,
            String signed,
            String receipt,
            String expected) {
        Receipts.Answer answer = Receipts.judge(
                new TimeReceipt(vendor, day(receipt), nonce.equals("ours") ? NONCE : OTHER),
                "ACME",
                asked.equals("-") ? Optional.empty() : Optional.of(new Receipts.Ask(NONCE, day(asked))),
                day(now),
                day(system),
                day(signed));

        if (expected.matches("[0-9-]+")) {
            assertThat(answer.time()).contains(day(expected));
        } else {
            assertThat(answer.time()).isEmpty();
            assertThat(answer.text().english()).contains(expected);
        }
        assertThat(answer.text().russian()).matches("(?s).*[а-яё].*");
    }
}
