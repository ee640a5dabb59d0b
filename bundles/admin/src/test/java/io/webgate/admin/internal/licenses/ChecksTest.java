// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.licenses.Checks.Check;
import io.webgate.admin.internal.licenses.Checks.Outcome;
import io.webgate.admin.internal.licenses.Checks.Step;
import io.webgate.license.api.LicenseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The ordered list of what was checked: passed before, failed here, not reached after (R6, R7). */
class ChecksTest {

    @ParameterizedTest(name = "{0} fails at {1}")
    @CsvSource({
        "NOT_YET_VALID, DATES",
        "EXPIRED, DATES",
        "OTHER_MACHINE, PLACE",
        "MEDIA_ABSENT, PLACE",
        "OTHER_SERVER, PLACE",
        "OTHER_APPLICATION, APPLICATION",
        "SUPERSEDED, ISSUE",
        "REVOKED, NOT_REVOKED",
    })
    void eachStateFailsAtItsOwnStep(LicenseState state, Step step) {
        List<Check> checks = Checks.of(Samples.installed(Samples.license("A", "Shop", Optional.empty()), state));
        failsAt(checks, step);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "The file is larger than 262144 bytes, so it is not a licence document. Choose another file. | READABLE",
                "The file breaks off (byte 0). Ask the vendor to send the file again. | FORM",
                "A base64url text is not in its canonical form (byte 17). Ask the vendor. | FORM",
                "It is signed with the key devl-1, which is not trusted here (signatures[0].protected). Check it. | KEY",
                "The two signatures are by different vendors, ABCD and DEVL (signatures). Ask. | SIGNATURE",
                "The signature EdDSA does not fit: the document was changed (signatures[0].signature). Ask. | SIGNATURE",
                "It is not JSON (payload byte 3). Ask the vendor. | CONTENT",
                "A member is missing (payload.holder). Ask the vendor to issue the document anew. | CONTENT",
                "It makes no sense: 'a (byte 1). b' is no id (payload.entitlements[2].module). Ask. | CONTENT",
                "Its contents make no sense: dates out of range. Ask the vendor for a correct document. | CONTENT",
                "Another document with the id LIC-7 and other contents is kept. An id names one document. | NUMBER",
                "It was refused when it came, and can be verified now. Install it again or remove it. | NUMBER",
            })
    void aDamagedDocumentFailsWhereItsReasonSays(String reason, Step step) {
        failsAt(Checks.of(Samples.damaged(reason)), step);
    }

    @Test
    void nothingIsClaimedWhereTheReasonNamesNoPlace() {
        assertThat(Checks.of(Samples.damaged("Something new went wrong."))).isEmpty();
    }

    @Test
    void aValidDocumentHasPassedEveryStep() {
        assertThat(Checks.of(Samples.valid(Samples.license("A", "Shop", Optional.empty()))))
                .hasSize(Step.values().length)
                .allMatch(check -> check.outcome() == Outcome.PASSED);
    }

    private static void failsAt(List<Check> checks, Step step) {
        assertThat(checks).extracting(Check::step).containsExactly(Step.values());
        for (Check check : checks) {
            int order = check.step().compareTo(step);
            assertThat(check.outcome())
                    .as(check.step().code())
                    .isEqualTo(order < 0 ? Outcome.PASSED : order == 0 ? Outcome.FAILED : Outcome.NOT_REACHED);
        }
    }
}
