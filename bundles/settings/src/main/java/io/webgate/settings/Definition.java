// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.license.api.LocalizedText;

import java.util.List;
import java.util.Optional;

/**
 * A group of settings, as a bundle describes it by Metatype.
 *
 * @param pid the PID, or the factory's
 * @param factory there may be several configurations of it, each {@code pid~name}
 * @param name for people
 * @param help what it is for, for people
 * @param fields its settings, in the order of the description
 * @param bundle the symbolic name of the bundle that describes it
 * @param running that bundle is active now
 * @param bilingual it speaks Russian, and not only English
 * @param nameHint how one of several is called for people: text with {@code {key}}
 */
public record Definition(
        String pid,
        boolean factory,
        LocalizedText name,
        Optional<LocalizedText> help,
        List<Field> fields,
        String bundle,
        boolean running,
        boolean bilingual,
        Optional<String> nameHint) {

    public Definition {
        fields = List.copyOf(fields);
    }

    /** The same of a bundle that is active now, or is not. */
    public Definition running(boolean now) {
        return now == running
                ? this
                : new Definition(pid, factory, name, help, fields, bundle, now, bilingual, nameHint);
    }

    public Optional<Field> field(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** How a configuration of this factory is called for people: by the hint, else by its name, else by its PID. */
    public String label(Saved saved) {
        if (!factory) {
            return saved.pid();
        }
        String plain = saved.name().orElse(saved.pid());
        if (nameHint.isEmpty()) {
            return plain;
        }
        String label = nameHint.get();
        for (Field field : fields) {
            List<String> values = saved.values().getOrDefault(field.key(), field.defaults());
            label = label.replace("{" + field.key() + "}", String.join(", ", values));
        }
        return label.isBlank() ? plain : label;
    }
}
