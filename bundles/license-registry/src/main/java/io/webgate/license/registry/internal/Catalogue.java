// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which modules there are (R12, R57): an entry counts where a bundle brings it and a trusted vendor has signed these very
 * bytes. The distribution's own signatures lie apart from its bundles; a third party's bundle brings its signature along.
 * What is not signed, or is signed twice in different ways, is logged and does not exist: its limit is 0.
 */
final class Catalogue {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final KeyedVerifier thirdParties;
    private final Map<ModuleId, Signed> distribution = new LinkedHashMap<>();
    private Verified verified = new Verified(KeyRing.of(List.of()));
    private final Map<ModuleId, byte[]> files = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private boolean sound = true;

    /**
     * Verifies the distribution's entries.
     *
     * @param signed the entries that belong to the distribution, each with its signatures
     */
    Catalogue(Collection<byte[]> signed, Verifier distributions, KeyedVerifier thirdParties) {
        this.thirdParties = thirdParties;
        for (byte[] entry : signed) {
            try {
                Signed own = distributions.verify(entry);
                Signed twin = distribution.putIfAbsent(own.module().id(), own);
                files.putIfAbsent(own.module().id(), entry);
                if (twin != null && !twin.isSameAs(own)) {
                    LOG.error(
                            "The distribution has two different entries for module {}",
                            own.module().id());
                    sound = false;
                }
            } catch (LicenseFormatException | RuntimeException e) {
                LOG.error("A catalogue entry of the distribution does not verify, the gate can't run", e);
                sound = false;
            }
        }
    }

    /**
     * The catalogue that these bundles make.
     *
     * @param keys those that count now; of what they verified it is remembered that they did, until they are others
     */
    View view(Collection<BundleEntries> bundles, KeyRing keys) {
        if (keys != verified.keys) {
            verified = new Verified(keys);
        }
        return view(bundles, new Pass(verified, files, this::say));
    }

    /** The same under keys that do not count yet; says and remembers nothing (R9). */
    View foreseen(Collection<BundleEntries> bundles, KeyRing keys) {
        return view(bundles, new Pass(new Verified(keys), new HashMap<>(), what -> {}));
    }

    private View view(Collection<BundleEntries> bundles, Pass pass) {
        Map<ModuleId, Module> modules = new LinkedHashMap<>();
        Set<ModuleId> missing = new HashSet<>();
        distribution.forEach((id, signed) -> {
            if (bundles.stream().anyMatch(bundle -> Arrays.equals(signed.payload(), bundle.entry(id.value())))) {
                modules.put(id, signed.module());
            } else {
                missing.add(id);
            }
        });
        thirdParties(bundles, pass).forEach((id, signed) -> modules.put(id, signed.module()));
        return new View(modules, missing, sound);
    }

    /** What verified under these keys, by the hash of the signed file. */
    private static final class Verified {

        private final KeyRing keys;
        private final Map<String, Signed> entries = new HashMap<>();

        Verified(KeyRing keys) {
            this.keys = keys;
        }
    }

    /** @param files where the signed files of those that count are to be kept */
    private record Pass(Verified verified, Map<ModuleId, byte[]> files, Consumer<String> say) {}

    /** The entries of these modules as they were signed; for who makes the limits anew elsewhere (R60). */
    List<SignedFile> files(Set<ModuleId> modules) {
        List<SignedFile> signed = new ArrayList<>();
        files.forEach((module, file) -> {
            if (modules.contains(module)) {
                signed.add(new SignedFile(SignedFile.Kind.CATALOGUE, module.value(), file));
            }
        });
        return signed;
    }

    private Map<ModuleId, Signed> thirdParties(Collection<BundleEntries> bundles, Pass pass) {
        Map<ModuleId, Signed> found = new LinkedHashMap<>();
        Set<ModuleId> disputed = new HashSet<>();
        for (BundleEntries bundle : bundles) {
            bundle.entries().forEach((name, entry) -> {
                Signed signed = signed(bundle, name, entry, pass);
                if (signed == null) {
                    return;
                }
                Signed twin = found.putIfAbsent(signed.module().id(), signed);
                if (twin != null && !twin.isSameAs(signed)) {
                    disputed.add(signed.module().id());
                    pass.say()
                            .accept("Module " + name + " is defined differently by several bundles, " + bundle.bundle()
                                    + " among them: none counts");
                }
            });
        }
        found.keySet().removeAll(disputed);
        return found;
    }

    /** Null where the entry is not a third party's or does not count. */
    private @Nullable Signed signed(BundleEntries bundle, String name, byte[] entry, Pass pass) {
        byte[] signature = bundle.signatures().get(name);
        for (Signed own : distribution.values()) {
            if (own.module().id().value().equals(name)) {
                // Whatever a bundle says about a module of the distribution, the distribution's word holds
                if (!Arrays.equals(own.payload(), entry)) {
                    pass.say()
                            .accept("Bundle " + bundle.bundle() + " has another entry for module " + name
                                    + " than the distribution signed; it is ignored");
                }
                return null;
            }
        }
        if (signature == null) {
            pass.say()
                    .accept("Bundle " + bundle.bundle() + " has an entry for module " + name
                            + " that nobody signed; it is ignored");
            return null;
        }
        try {
            Signed signed = verify(signature, pass.verified());
            if (signed.module().id().value().equals(name) && Arrays.equals(signed.payload(), entry)) {
                pass.files().put(signed.module().id(), signature);
                return signed;
            }
            pass.say()
                    .accept("In bundle " + bundle.bundle() + " the signature beside module " + name
                            + " is for another entry; it is ignored");
        } catch (LicenseFormatException | RuntimeException e) {
            pass.say()
                    .accept("In bundle " + bundle.bundle() + " the entry of module " + name + " does not verify: "
                            + e.getMessage());
        }
        return null;
    }

    private Signed verify(byte[] signature, Verified under) throws LicenseFormatException {
        String key = DocumentReader.sha256(signature);
        Signed known = under.entries.get(key);
        if (known == null) {
            known = thirdParties.verify(signature, under.keys);
            under.entries.put(key, known);
        }
        return known;
    }

    private void say(String what) {
        if (said.add(what)) {
            LOG.warn("{}", what);
        }
    }

    /**
     * The catalogue at one moment.
     *
     * @param modules every module that there is
     * @param missing modules of the distribution whose bundle is gone (R53)
     * @param isSound every entry of the distribution verifies
     */
    record View(Map<ModuleId, Module> modules, Set<ModuleId> missing, boolean isSound) {

        static final View UNKNOWN = new View(Map.of(), Set.of(), false);

        View {
            modules = Map.copyOf(modules);
            missing = Set.copyOf(missing);
        }
    }

    /**
     * What a bundle says about modules.
     *
     * @param bundle its name, for messages
     * @param entries by module id
     * @param signatures by module id
     */
    record BundleEntries(String bundle, Map<String, byte[]> entries, Map<String, byte[]> signatures) {

        BundleEntries {
            entries = Map.copyOf(entries);
            signatures = Map.copyOf(signatures);
        }

        private byte @Nullable [] entry(String module) {
            return entries.get(module);
        }
    }

    /** An entry whose signatures hold. */
    @SuppressWarnings("ArrayRecordComponent") // private to this package and never changed
    record Signed(byte[] payload, Module module) {

        boolean isSameAs(Signed other) {
            return Arrays.equals(payload, other.payload) && module.vendor().equals(other.module.vendor());
        }
    }

    /** Verifies the signatures over an entry, then interprets it. */
    @FunctionalInterface
    interface Verifier {
        Signed verify(byte[] signed) throws LicenseFormatException;
    }

    /** The same with the keys that count. */
    @FunctionalInterface
    interface KeyedVerifier {
        Signed verify(byte[] signed, KeyRing keys) throws LicenseFormatException;
    }

    /** Makes the catalogue of the bundles that there are. Of one thread. */
    @FunctionalInterface
    interface Maker {

        /** As it is under the keys that count now. */
        View now(KeyRing keys);

        /** As it would be; changes nothing, and says nothing (R9). */
        default View foreseen(KeyRing keys) {
            return now(keys);
        }
    }

    /** Makes it of these bundles. */
    Maker of(Collection<BundleEntries> found) {
        List<BundleEntries> bundles = List.copyOf(found);
        return new Maker() {
            @Override
            public View now(KeyRing keys) {
                return view(bundles, keys);
            }

            @Override
            public View foreseen(KeyRing keys) {
                return Catalogue.this.foreseen(bundles, keys);
            }
        };
    }
}
