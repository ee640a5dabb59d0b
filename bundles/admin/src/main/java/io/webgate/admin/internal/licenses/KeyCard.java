// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.license.api.MachineIdentity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The machine key with everything that helps to send it to the vendor (R15, R19).
 *
 * @param key 24 characters in six groups
 * @param weak fewer than three components can be read (R16)
 * @param groups the six groups with what each is made of
 * @param vendors prefixes of the vendors of this distribution's modules
 */
public record KeyCard(String key, boolean weak, List<Group> groups, List<String> vendors, KeyQr qr) {

    public KeyCard {
        groups = List.copyOf(groups);
        vendors = List.copyOf(vendors);
    }

    /**
     * One group of the key.
     *
     * @param component empty for the last group, which checks the others
     */
    public record Group(String text, Optional<MachineIdentity.Component> component) {

        /** {@code read}, {@code substituted}, {@code missing} or {@code check}. */
        public String evidence() {
            return component
                    .map(part -> part.substituted() ? "substituted" : part.present() ? "read" : "missing")
                    .orElse("check");
        }
    }

    static KeyCard of(MachineIdentity machine, List<String> vendors) {
        String key = machine.machineKey();
        List<MachineIdentity.Component> components = machine.components();
        List<String> texts = Arrays.asList(key.split("-", -1));
        List<Group> groups = new ArrayList<>();
        for (int at = 0; at < texts.size(); at++) {
            groups.add(new Group(
                    texts.get(at), at < components.size() ? Optional.of(components.get(at)) : Optional.empty()));
        }
        return new KeyCard(key, machine.isWeak(), groups, vendors, KeyQr.of(key));
    }

    /** A letter without address that the reader's mail program opens; also where there is no script. */
    static String letter(String subject, String body) {
        return "mailto:?subject=" + encoded(subject) + "&body=" + encoded(body.replace("\n", "\r\n"));
    }

    private static String encoded(String text) {
        // A plus sign is itself in a mailto address (RFC 6068)
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
