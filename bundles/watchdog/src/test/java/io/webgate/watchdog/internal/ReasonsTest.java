// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReasonsTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final Usage FULL = new Usage(
            new Module(
                    WAITER,
                    "ACME",
                    new LocalizedText("Mobile waiter", "Мобильный официант"),
                    Metric.SESSIONS,
                    new Consequence(Cut.ALL, Effect.HOLD, Set.of(), Optional.empty()),
                    Module.Counting.GATE_SESSIONS,
                    true,
                    Set.of()),
            5,
            5,
            6,
            Usage.State.OVER,
            true,
            Optional.empty());

    /** Each reason, what both languages name, and a word of what is to be done about it in each. */
    static Stream<Arguments> reasons() {
        Throwable thrown = new BundleException("no \u202eport\n" + "x".repeat(500));
        return Stream.of(
                arguments("noLedger", Reasons.noLedger(), "io.webgate.ledger", "Start", "Запустите"),
                arguments("ledgerWaits", Reasons.ledgerWaits(), "io.webgate.ledger", "restart", "перезапустите"),
                arguments("noRegistry", Reasons.noRegistry(), "io.webgate.license.registry", "Start", "Запустите"),
                arguments("registryReads", Reasons.registryReads(), "", "the log of the host", "в журнале узла"),
                arguments("bundleMissing", Reasons.bundleMissing(WAITER), "acme.waiter", "install", "установите"),
                arguments("uncounted", Reasons.uncounted(WAITER), "acme.waiter", "Start", "Запустите"),
                arguments("uncatalogued", Reasons.uncatalogued(WAITER), "acme.waiter", "Install", "Установите"),
                arguments("impostor", Reasons.impostor("rogue", "Ledger", "own"), "rogue", "Uninstall", "Удалите"),
                arguments("impostor", Reasons.impostor(null, "Ledger", "own"), "Ledger", "Uninstall", "Удалите"),
                arguments("meterOfPlugin", Reasons.meterOfPlugin(WAITER, 42), "42", "Put", "Вынесите"),
                arguments("meterOfStranger", Reasons.meterOfStranger(WAITER, 42), "42", "Uninstall", "Удалите"),
                arguments(
                        "metersOfSeveral",
                        Reasons.metersOfSeveral(WAITER, List.of(7L, 42L)),
                        "7, 42",
                        "Uninstall",
                        "Удалите"),
                arguments(
                        "entryInSeveral",
                        Reasons.entryInSeveral(WAITER, List.of(7L, 42L)),
                        "7, 42",
                        "Uninstall",
                        "Удалите"),
                arguments("ledgerOfPlugin", Reasons.ledgerOfPlugin(42), "42", "Uninstall", "Удалите"),
                arguments("registryOfPlugin", Reasons.registryOfPlugin(42), "42", "Uninstall", "Удалите"),
                arguments("integrityOfPlugin", Reasons.integrityOfPlugin(42), "42", "Uninstall", "Удалите"),
                arguments(
                        "integrityUnchecked",
                        Reasons.integrityUnchecked(),
                        "io.webgate.license.registry",
                        "Start",
                        "Запустите"),
                arguments("gateStopped", Reasons.gateStopped(), "", "until the gate opens", "пока шлюз не откроют"),
                arguments("stopping", Reasons.stopping(), "", "This takes seconds", "несколько секунд"),
                arguments("neverStarted", Reasons.neverStarted("a.b"), "a.b", "start", "запустите"),
                arguments("unresolved", Reasons.unresolved("a.b"), "a.b", "install that", "Установите это"),
                arguments("hangs", Reasons.hangs(), "5", "restart the host", "перезапустите узел"),
                arguments("stopFailed", Reasons.stopFailed(thrown), "no port xx", "restart", "перезапустите"),
                arguments("startFailed", Reasons.startFailed(thrown), "no port xx", "Mend", "Устраните"),
                arguments(
                        "startFailed",
                        Reasons.startFailed(new IllegalStateException()),
                        "java.lang.IllegalStateException",
                        "Mend",
                        "Устраните"),
                arguments("unlicensed", Reasons.unlicensed(FULL), "acme.waiter", "Install a licence", "Установите"),
                arguments("held", Reasons.held(FULL), "6", "install a licence", "установите лицензию"),
                arguments("unknownModule", Reasons.unknownModule(WAITER), "acme.waiter", "Install", "Установите"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("reasons")
    void r100r102EveryReasonSaysInBothLanguagesWhatItIsAndWhatToDo(
            String name, LocalizedText reason, String both, String english, String russian) {
        assertThat(reason.english())
                .contains(both, english)
                .doesNotContainPattern("[а-яА-ЯёЁ]")
                .matches("(?s)\\p{Lu}.*\\.")
                .doesNotContainPattern("[\\n\u202e]")
                .hasSizeLessThan(500);
        assertThat(reason.russian())
                .contains(both, russian)
                .matches("(?s)\\p{Lu}.*\\.")
                .containsPattern("[а-яА-ЯёЁ]")
                .doesNotContainPattern("[\\n\u202e]")
                .hasSizeLessThan(500);
    }

    @Test
    void theTableNamesEveryReason() {
        List<String> all = Arrays.stream(Reasons.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .toList();
        assertThat(reasons().map(row -> row.get()[0]).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(List.<Object>copyOf(all));
    }
}
