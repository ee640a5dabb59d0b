// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.License;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list for people: documents by id, then the damaged ones; some entries of it can be changed. Immutable. */
final class Listing {

    /** Of documents; an id may be borne by documents of several vendors. */
    static final Comparator<InstalledLicense> ORDER = Comparator.comparing(InstalledLicense::id)
            .thenComparing(entry -> entry.license().map(License::vendor).orElse(""));

    private final List<InstalledLicense> entries;

    Listing(List<InstalledLicense> entries) {
        this.entries = entries;
    }

    /** The document of that name; empty where none is listed. */
    Optional<InstalledLicense> entry(Identity identity) {
        int at = place(sound(entries), identity);
        return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }

    /** The list with these documents as they are now; empty where there is none of that name any more. */
    List<InstalledLicense> with(Map<Identity, Optional<InstalledLicense>> changed) {
        List<InstalledLicense> then = new ArrayList<>(entries);
        changed.forEach((identity, entry) -> {
            int at = place(sound(then), identity);
            if (at >= 0) {
                then.remove(at);
            }
            entry.ifPresent(now -> then.add(at >= 0 ? at : -at - 1, now));
        });
        return then;
    }

    /** The documents, without the damaged ones at the end. */
    private static List<InstalledLicense> sound(List<InstalledLicense> entries) {
        int end = entries.size();
        while (end > 0 && entries.get(end - 1).license().isEmpty()) {
            end--;
        }
        return entries.subList(0, end);
    }

    private static int place(List<InstalledLicense> sorted, Identity identity) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            InstalledLicense entry = sorted.get(middle);
            int order = entry.id().compareTo(identity.id());
            if (order == 0) {
                order = entry.license().map(License::vendor).orElse("").compareTo(identity.vendor());
            }
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
