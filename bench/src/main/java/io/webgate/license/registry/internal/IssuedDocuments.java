// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.bench.MachineTime;
import io.webgate.bench.Terms;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.TrustDocument;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.VendorKeys;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A vendor of this run with its catalogue, and what it has really signed. */
final class IssuedDocuments {

    static final String VENDOR = "BNCH";
    static final ApplicationId APPLICATION = new ApplicationId("bench.data-server");

    private final VendorKeys keys;
    private final LicenseIssuer issuer;

    IssuedDocuments(MachineTime time) {
        keys = VendorKeys.generate(
                new TrustDocument.VendorInfo(VENDOR, "Bench"),
                TrustDocument.DEVELOPMENT,
                ZoneId.of("UTC"),
                time.instant().minus(Duration.ofDays(1)),
                new SecureRandom());
        issuer = new LicenseIssuer(keys, catalogue().modules(), new SecureRandom(), time);
    }

    KeyRing ring() {
        return keys.trust().keys();
    }

    static Catalogue.View catalogue() {
        Map<ModuleId, Module> modules = new HashMap<>();
        for (String name : Terms.allModules()) {
            ModuleId id = new ModuleId(name);
            modules.put(
                    id,
                    new Module(
                            id,
                            VENDOR,
                            new LocalizedText(name, name),
                            Metric.DEVICES,
                            new Consequence(Cut.NEWEST, Effect.SUSPEND, Set.of(), Optional.empty()),
                            Module.Counting.CONNECTIONS,
                            true,
                            Set.of()));
        }
        return new Catalogue.View(modules, Set.of(), true);
    }

    /** Licences of the first so many terms, each a lineage of its own, signed on all cores. */
    List<byte[]> issue(int number) {
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(one -> issue(new Terms(one), one, 1))
                .toList();
    }

    /** A generation of the lineage of that number. */
    byte[] issue(Terms terms, int lineage, long generation) {
        LicenseRequest.Builder request = LicenseRequest.forHolder(terms.holder(), Binding.ANYWHERE)
                .application(APPLICATION)
                .lineage(new Lineage("line-" + lineage), generation);
        terms.quantities().forEach((module, quantity) -> request.entitlement(new ModuleId(module), quantity));
        return issuer.issue(issuer.prepare(request.build()));
    }
}
