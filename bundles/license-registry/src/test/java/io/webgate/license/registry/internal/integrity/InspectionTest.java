// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal.integrity;

import io.webgate.license.format.Manifest;
import io.webgate.license.registry.internal.integrity.Installed.Contents;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** T41, T44: what is installed against what the vendor signed, as a table. */
class InspectionTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private final Inspection inspection = new Inspection(new Manifest(
            "DEVL",
            Instant.EPOCH,
            "1",
            List.of(
                    new Manifest.Entry("io.webgate.edition.small", "1.0.0", A),
                    new Manifest.Entry("io.webgate.demo.restaurant", "1.0.0", A),
                    new Manifest.Entry("io.webgate.ledger", "1.2", A),
                    new Manifest.Entry("io.webgate.plugin.tables", "1.0.0", A),
                    new Manifest.Entry("org.crypto", "3.0.0", A))));

    private static Installed bundle(String name, String version, Contents contents) {
        return new Installed(name, Version.parseVersion(version), contents, false, Set.of(), Optional.empty());
    }

    private static Installed ledger() {
        return bundle("io.webgate.ledger", "1.2.0", Contents.of(A));
    }

    private static Installed wired(String name, String provider) {
        return new Installed(
                name,
                new Version(name.equals("org.crypto") ? "3.0.0" : "1.2.0"),
                Contents.of(A),
                false,
                Set.of(provider),
                Optional.empty());
    }

    private static Installed fragment(String host) {
        return new Installed(
                "com.acme.fragment", Version.emptyVersion, Contents.UNSEEN, false, Set.of(), Optional.of(host));
    }

    private List<String> judge(List<Inspection.Hook> hooks, Installed... bundles) {
        return inspection.judge(List.of(bundles), hooks).stream()
                .map(finding -> finding.text().english())
                .toList();
    }

    private void assertFound(String words, Installed... besidesLedger) {
        List<Installed> all = new ArrayList<>(List.of(besidesLedger));
        if (all.stream().noneMatch(one -> one.name().equals("io.webgate.ledger"))) {
            all.add(ledger());
        }
        assertThat(judge(List.of(), all.toArray(Installed[]::new)))
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void whatTheVendorSignedIsSoundAndThirdPartiesAreFree() {
        assertThat(judge(
                        List.of(new Inspection.Hook("org.crypto", "WeavingHook")),
                        ledger(),
                        bundle("io.webgate.plugin.tables", "1", Contents.of(A)),
                        wired("org.crypto", "com.acme"),
                        bundle("com.acme", "7", Contents.UNSEEN),
                        fragment("com.acme")))
                .isEmpty();
    }

    @Test
    void t41OtherBytesUnderANameOfOurs() {
        assertFound(
                "io.webgate.ledger is not the one that the vendor signed",
                bundle("io.webgate.ledger", "1.2.0", Contents.of(B)));
    }

    @Test
    void t41OtherBytesOfAThirdPartysBundleThatCameAlong() {
        assertFound("org.crypto is not the one", bundle("org.crypto", "3.0.0", Contents.of(B)));
    }

    @Test
    void contentsThatAreNotThoseOfTheFile() {
        assertFound("(x/Y.class)", bundle("io.webgate.ledger", "1.2.0", Contents.unlike(A, "x/Y.class")));
    }

    @Test
    void aFileThatCantBeRead() {
        assertFound("(no file)", bundle("io.webgate.ledger", "1.2.0", Contents.unreadable("no file")));
    }

    @Test
    void aSecondBundleOfTheSameNameInAnotherVersion() {
        assertFound("version 1.3.0", ledger(), bundle("io.webgate.ledger", "1.3.0", Contents.of(A)));
    }

    @Test
    void t44ANameOfOursThatNobodySigned() {
        assertFound("io.webgate.extra bears a name", bundle("io.webgate.extra", "1", Contents.UNSEEN));
    }

    @Test
    void t44ABundleOfOursThatIsMissingUnlessItIsAPlugin() {
        assertThat(judge(List.of()))
                .singleElement()
                .asString()
                .contains("io.webgate.ledger of this program is not installed");
    }

    @Test
    void anUpdateWithoutRefresh() {
        assertFound(
                "was updated",
                new Installed(
                        "io.webgate.ledger", new Version("1.2.0"), Contents.of(A), true, Set.of(), Optional.empty()));
    }

    @Test
    void codeOfOthersUnderOurs() {
        assertFound("runs with code of the bundle com.acme", wired("io.webgate.ledger", "com.acme"));
        assertThat(judge(List.of(), wired("io.webgate.ledger", "org.crypto"))).isEmpty();
    }

    @Test
    void aFragmentOfOursOrOfTheFramework() {
        for (String host : List.of("io.webgate.ledger", "org.crypto", Installed.FRAMEWORK)) {
            assertFound("as a fragment", fragment(host));
        }
    }

    @Test
    void aHookOfAThirdParty() {
        assertThat(judge(List.of(new Inspection.Hook("com.acme", "WeavingHook")), ledger()))
                .singleElement()
                .asString()
                .contains("com.acme hooks into the framework (WeavingHook)");
    }
}
