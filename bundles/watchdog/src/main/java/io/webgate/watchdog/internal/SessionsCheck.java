// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Ledger;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Quoted;
import io.webgate.license.api.Usage;
import io.webgate.license.spi.SettingsCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Says of the gate's own bounds before they are saved what can't be read, and what has no effect (R32). Thread-safe. */
@Component(service = SettingsCheck.class)
public final class SessionsCheck implements SettingsCheck {

    private static final String KEY = "sessions";

    private final Function<ModuleId, Optional<Usage>> usages;

    /** Compares with what is licensed now. */
    @Activate
    public SessionsCheck(@Reference Ledger ledger) {
        this(module -> ledger.picture().usage(module));
    }

    SessionsCheck(Function<ModuleId, Optional<Usage>> usages) {
        this.usages = usages;
    }

    @Override
    public String pid() {
        return GateSettings.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        List<Remark> remarks = new ArrayList<>();
        List<String> lines = values.get(KEY) instanceof String[] several ? List.of(several) : List.of();
        for (String line : lines) {
            if (!SessionSettings.parse(List.of(line)).problems().isEmpty()) {
                String shown = LocalizedText.quotable(line);
                remarks.add(new Remark(
                        KEY,
                        new LocalizedText(
                                "Write module=N, such as suite.module=5, instead of \"" + shown + "\".",
                                "Вместо «" + shown + "» напишите модуль=N, например suite.module=5."),
                        true));
            }
        }
        SessionSettings all = SessionSettings.parse(lines);
        if (remarks.isEmpty() && !all.problems().isEmpty()) {
            remarks.add(new Remark(
                    KEY, new LocalizedText("Name each module once.", "Каждый модуль указывайте один раз."), true));
        }
        new TreeMap<>(all.bounds())
                .forEach((module, bound) -> without(module, bound).ifPresent(remarks::add));
        return remarks;
    }

    private Optional<Remark> without(ModuleId module, long bound) {
        Optional<Usage> usage = usages.apply(module);
        if (usage.isEmpty()) {
            return Optional.of(new Remark(
                    KEY,
                    new LocalizedText(
                            "The catalogue of this host has no module " + module + "; the line has no effect.",
                            "В каталоге этого узла нет модуля " + module + "; строка ничего не изменит."),
                    false));
        }
        long licensed = usage.get().licensed();
        String english = usage.get().module().title().english();
        String russian = usage.get().module().title().russian();
        return bound <= licensed
                ? Optional.empty()
                : Optional.of(new Remark(
                        KEY,
                        new LocalizedText(
                                english + ": " + bound + " is more than the licence gives, " + licensed
                                        + "; the licence holds.",
                                Quoted.russian(russian) + ": " + bound + " больше, чем даёт лицензия (" + licensed
                                        + "); действует лицензия."),
                        false));
    }
}
