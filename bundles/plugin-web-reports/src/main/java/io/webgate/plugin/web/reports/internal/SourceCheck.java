// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.SettingsCheck;
import io.webgate.plugin.web.reports.internal.query.Sources;
import org.osgi.service.component.annotations.Component;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Refuses data sources that are none, and passwords where everybody would see them. Thread-safe. */
@Component(service = SettingsCheck.class)
public final class SourceCheck implements SettingsCheck {

    // As a parameter, also of a key or a store of keys; in front of the host; Oracle's user/password
    private static final Pattern PASSWORD = Pattern.compile("(?i)[?&;]\\s*[\\w.-]*(password|passwd|pwd)\\s*="
            + "|//[^/?#@:]*:[^/?#@]*@"
            + "|^jdbc:oracle:[a-z0-9]+:[^/@]*/[^@]+@");

    @Override
    public String pid() {
        return Sources.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        Object url = values.get("url");
        String text = url == null ? "" : url.toString().strip();
        if (!text.toLowerCase(Locale.ROOT).matches("jdbc:[a-z0-9]+:.+")) {
            return List.of(new Remark(
                    "url",
                    new LocalizedText(
                            "Write a JDBC address, such as jdbc:sqlite:/srv/shop.db or jdbc:postgresql://host/shop.",
                            "Укажите адрес JDBC, например jdbc:sqlite:/srv/shop.db или jdbc:postgresql://host/shop."),
                    true));
        }
        return PASSWORD.matcher(text).find()
                ? List.of(new Remark(
                        "url",
                        new LocalizedText(
                                "Give the password in its own field: the address is shown and kept in the history.",
                                "Пароль указывайте в отдельном поле: адрес виден и хранится в истории."),
                        true))
                : List.of();
    }
}
