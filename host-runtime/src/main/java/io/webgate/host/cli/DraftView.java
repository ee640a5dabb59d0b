// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.Bilingual;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import io.webgate.vendor.issuing.Draft;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows what is going to be signed, before it is: the person who signs answers for it. */
final class DraftView {

    /** Fewer components make a weak key (R16). */
    private static final int FEWEST_COMPONENTS = 3;

    private DraftView() {}

    static void show(Draft draft, Consumer<String> say) {
        License license = draft.license();
        Table table =
                new Table(Bilingual.text("LICENCE", "ЛИЦЕНЗИЯ"), license.id().value());
        row(table, "Holder", "Владелец", license.holder());
        row(table, "Bound to", "Привязана", boundTo(license.binding()));
        row(table, "Applications", "Приложения", texts(license.applications()));
        Map<ModuleId, Module> modules = Catalogue.modules();
        for (Entitlement line : license.entitlements()) {
            String title = Optional.ofNullable(modules.get(line.module()))
                    .map(module -> "  (" + module.title().in(Locale.getDefault()) + ")")
                    .orElse("");
            row(table, "Module", "Модуль", line.module() + " = " + line.quantity() + title);
        }
        if (!license.features().isEmpty()) {
            row(table, "Features", "Функции", texts(license.features()));
        }
        row(table, "Term", "Срок", license.term().code() + ", " + days(license));
        license.breakGlass()
                .ifPresent(days -> row(
                        table,
                        "Break-glass",
                        "Крайний случай",
                        Bilingual.text(
                                "counts only after its activation, once, days: " + days,
                                "действует только после активации, один раз, дней: " + days)));
        license.renewalDate().ifPresent(day -> row(table, "Renewal", "Продлить", day.toString()));
        license.version().ifPresent(version -> row(table, "Version", "Версия", version));
        row(table, "Lineage", "Линия", license.lineage().value() + ", " + license.generation());
        if (!license.supersedes().isEmpty()) {
            row(table, "Replaces", "Заменяет", texts(license.supersedes()));
        }
        int attached = attached(draft);
        if (attached > 0) {
            row(table, "Carries along", "Прилагается", Bilingual.text("statements: ", "заявлений: ") + attached);
        }
        row(table, "SHA-256", "SHA-256", sha256(draft));
        var text = new StringWriter();
        table.print(new PrintWriter(text, true));
        text.toString().lines().forEach(say);
        warn(draft, say);
    }

    private static void warn(Draft draft, Consumer<String> say) {
        draft.warnings().forEach(warning -> say.accept("! " + warning.in(Locale.getDefault())));
        draft.license().entitlements().stream()
                .filter(line -> line.quantity() == 0)
                .forEach(line -> say.accept(Bilingual.text(
                        "! " + line.module() + ": a quantity of 0 permits nothing.",
                        "! " + line.module() + ": количество 0 ничего не разрешает.")));
        if (draft.license().binding().kind() == Binding.Kind.MACHINE
                && components(draft.license().binding().value()) < FEWEST_COMPONENTS) {
            say.accept(
                    Bilingual.text(
                            "! The machine key is weak: it has fewer than three components, and no licence bound to it can count.",
                            "! Ключ компьютера слаб: в нём меньше трёх составляющих, и привязанная к нему лицензия не сработает."));
        }
    }

    private static long components(String key) {
        try {
            MachineKeyText text = MachineKeyText.parse(key);
            return IntStream.rangeClosed(1, MachineKeyText.COMPONENTS)
                    .filter(number -> !text.isMissing(number))
                    .count();
        } catch (KeyTextException e) {
            return 0;
        }
    }

    /** By which two people see that they mean the same draft. */
    static String sha256(Draft draft) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(draft.payload()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static int attached(Draft draft) {
        JsonObject payload = JsonParser.parseString(new String(draft.payload(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        return Fields.list(payload, "attached").size();
    }

    private static String boundTo(Binding binding) {
        return switch (binding.kind()) {
            case MACHINE -> Bilingual.text("computer ", "компьютер ") + binding.value();
            case MEDIA -> Bilingual.text("USB drive ", "USB-диск ") + binding.value();
            case SERVER -> Bilingual.text("server ", "сервер ") + binding.value();
            case LICENSE_SERVER -> Bilingual.text("licence server ", "сервер лицензий ") + binding.value();
            case ANYWHERE -> Bilingual.text("nothing", "ни к чему");
        };
    }

    private static String days(License license) {
        String last =
                license.validUntil().map(day -> " – " + day).orElse(Bilingual.text(" – for good", " – бессрочно"));
        return license.validFrom() + last + " (" + license.zone().getId() + ")";
    }

    private static void row(Table table, String english, String russian, String value) {
        table.row(Bilingual.text(english, russian), value);
    }

    private static String texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
