// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.licenses.Checks.Check;
import io.webgate.admin.internal.licenses.Checks.Outcome;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseCheck;
import io.webgate.license.api.LicenseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The ordered list of what was checked: passed before, failed here, not reached after (R6, R7). */
class ChecksTest {

    @ParameterizedTest(name = "{0} fails at {1}")
    @CsvSource({
        "NOT_YET_VALID, DATES",
        "EXPIRED, DATES",
        "OTHER_MACHINE, BINDING",
        "MEDIA_ABSENT, BINDING",
        "OTHER_SERVER, BINDING",
        "OTHER_APPLICATION, APPLICATION",
        "SUPERSEDED, NOT_SUPERSEDED",
        "REVOKED, NOT_REVOKED",
    })
    void eachStateFailsAtItsOwnCheck(LicenseState state, LicenseCheck check) {
        failsAt(Samples.installed(Samples.license("A", "Shop", Optional.empty()), state), check);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "READABLE",
                "ENVELOPE",
                "KEY_KNOWN",
                "KEY_PURPOSE",
                "SIGNATURES",
                "PAYLOAD",
                "FIELDS",
                "CANONICAL",
                "ISSUER",
                "ADMISSION"
            })
    void aDamagedDocumentFailsWhereTheRegistrySaysWhateverItsReason(LicenseCheck check) {
        failsAt(Samples.damaged("It makes no sense (payload.holder).", check), check);
    }

    @Test
    void aValidDocumentHasPassedEveryCheck() {
        assertThat(Checks.of(Samples.valid(Samples.license("A", "Shop", Optional.empty()))))
                .hasSize(LicenseCheck.values().length)
                .allMatch(check -> check.outcome() == Outcome.PASSED);
    }

    private static void failsAt(InstalledLicense installed, LicenseCheck failed) {
        List<Check> checks = Checks.of(installed);
        assertThat(checks).extracting(Check::step).containsExactly(LicenseCheck.values());
        for (Check check : checks) {
            int order = check.step().compareTo(failed);
            assertThat(check.outcome())
                    .as(check.step().code())
                    .isEqualTo(order < 0 ? Outcome.PASSED : order == 0 ? Outcome.FAILED : Outcome.NOT_REACHED);
        }
    }
}
