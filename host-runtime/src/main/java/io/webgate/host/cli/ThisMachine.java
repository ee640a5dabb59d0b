// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Media;
import io.webgate.machine.key.MachineIdentities;
import io.webgate.machine.key.MediaWatch;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/** Reads the keys of this computer without a host, in the form of the API's answer. Keeps in the home what root reads. */
final class ThisMachine {

    private final Path root;

    /** @param root {@code /}, or a recorded tree */
    ThisMachine(Path root) {
        this.root = root;
    }

    /** @throws CommandFailure the computer has too little to go by, and what takes its place cannot be had */
    JsonObject read(Path home) {
        MachineIdentity identity;
        try {
            identity = MachineIdentities.read(home, root, new SecureRandom());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, Bilingual.text("No machine key: ", "Ключа компьютера нет: ") + e.getMessage(), e);
        }
        JsonObject keys = new JsonObject();
        keys.addProperty("machineKey", identity.machineKey());
        keys.addProperty("weak", identity.isWeak());
        keys.add("components", components(identity));
        JsonArray media = new JsonArray();
        JsonArray withoutKey = new JsonArray();
        try (MediaWatch watch = MediaWatch.of(root)) {
            for (Media drive : watch.plugged()) {
                JsonObject shown = new JsonObject();
                drive.key().ifPresent(key -> shown.addProperty("key", key));
                shown.addProperty("label", drive.label());
                shown.addProperty("product", drive.product());
                drive.reason().ifPresent(reason -> shown.addProperty("reason", reason.in(Locale.getDefault())));
                (drive.key().isPresent() ? media : withoutKey).add(shown);
            }
        }
        keys.add("media", media);
        keys.add("mediaWithoutKey", withoutKey);
        return keys;
    }

    private static JsonArray components(MachineIdentity identity) {
        JsonArray components = new JsonArray();
        for (MachineIdentity.Component component : identity.components()) {
            JsonObject shown = new JsonObject();
            shown.addProperty("name", component.name());
            shown.addProperty("present", component.present());
            shown.addProperty("substituted", component.substituted());
            shown.addProperty("unreadable", identity.unreadable().contains(component.name()));
            components.add(shown);
        }
        return components;
    }
}
