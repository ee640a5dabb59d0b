// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.bench.MachineTime;
import io.webgate.bench.Terms;
import io.webgate.license.registry.internal.BareSignatures.Parts;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The baseline really verifies both signatures of a document. */
class BareSignaturesTest {

    private final IssuedDocuments vendor = new IssuedDocuments(new MachineTime());
    private final BareSignatures bare = new BareSignatures(vendor.ring());
    private final Parts parts = Parts.of(vendor.issue(new Terms(0), 0, 1));

    private static byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    @Test
    void bothHold() {
        assertThat(bare.verify(parts)).isEqualTo(1);
        assertThat(bare.verifyKeeping(parts)).isEqualTo(1);
    }

    @Test
    void oneThatDoesNotHoldIsSeen() {
        for (Parts bad : List.of(
                new Parts(changed(parts.first()), parts.ed25519(), parts.second(), parts.mlDsa()),
                new Parts(parts.first(), changed(parts.ed25519()), parts.second(), parts.mlDsa()),
                new Parts(parts.first(), parts.ed25519(), changed(parts.second()), parts.mlDsa()),
                new Parts(parts.first(), parts.ed25519(), parts.second(), changed(parts.mlDsa())))) {
            assertThat(bare.verify(bad)).isZero();
            assertThat(bare.verifyKeeping(bad)).isZero();
            assertThat(bare.verifyKeeping(parts)).isEqualTo(1);
        }
    }

    @Test
    void keysOfAnotherVendorDoNotFit() {
        IssuedDocuments other = new IssuedDocuments(new MachineTime());
        assertThat(new BareSignatures(other.ring()).verify(parts)).isZero();
    }
}
