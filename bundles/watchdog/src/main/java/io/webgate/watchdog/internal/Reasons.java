// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Quoted;
import io.webgate.license.api.Usage;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Why the gate or a plugin does not run, for people: what, why, what it means, what to do, each in whole sentences and
 * in the two languages (R100, R102). Pure.
 */
final class Reasons {

    private Reasons() {}

    // ------------------------------------------------------------------ obstacles of the gate

    static LocalizedText noLedger() {
        return text(
                "The ledger is not there, so nobody can be counted. Start the bundle io.webgate.ledger.",
                "Реестра мест нет, поэтому учёт подключений невозможен. Запустите бандл io.webgate.ledger.");
    }

    /** The ledger is not ready, and does not say why. */
    static LocalizedText ledgerWaits() {
        return text(
                "The ledger is not ready and does not say why. If it lasts, restart the bundle io.webgate.ledger.",
                "Реестр мест не готов и не сообщает почему. Если это затянулось, перезапустите бандл"
                        + " io.webgate.ledger.");
    }

    static LocalizedText noRegistry() {
        return text(
                "The licence registry is not there, so it isn't known what is licensed. Start the bundle"
                        + " io.webgate.license.registry.",
                "Реестра лицензий нет, поэтому неизвестно, что лицензировано. Запустите бандл"
                        + " io.webgate.license.registry.");
    }

    static LocalizedText registryReads() {
        return text(
                "The licence registry has not read all documents yet; this takes seconds. If it lasts, the log of the"
                        + " host says why.",
                "Реестр лицензий ещё не прочитал все документы; на это нужно несколько секунд. Если это затянулось,"
                        + " причина в журнале узла.");
    }

    static LocalizedText bundleMissing(ModuleId module) {
        return text(
                "The bundle that belongs to module " + module + " is not there: install and start it.",
                "Нет бандла, относящегося к модулю " + module + ": установите и запустите его.");
    }

    static LocalizedText uncounted(ModuleId module) {
        return text(
                "Nothing counts module " + module
                        + ", so more than licensed could be in use unnoticed. Start the bundle with" + " its meter.",
                "Модуль " + module + " никто не считает, и превышение осталось бы незамеченным. Запустите бандл с его"
                        + " счётчиком.");
    }

    static LocalizedText uncatalogued(ModuleId module) {
        return text(
                "A plugin belongs to module " + module
                        + ", which the catalogue does not have, so nobody would count it."
                        + " Install the bundle with its signed entry, or uninstall the plugin.",
                "Плагин относится к модулю " + module
                        + ", которого нет в каталоге, поэтому его никто не стал бы считать."
                        + " Установите бандл с подписанной записью каталога или удалите плагин.");
    }

    /**
     * A service of the licensing plane from a bundle that it doesn't belong to.
     *
     * @param bundle its symbolic name; an old bundle has none
     */
    static LocalizedText impostor(@Nullable String bundle, String service, String owner) {
        return text(
                "The bundle " + (bundle == null ? "without a name" : bundle) + " registers a service " + service
                        + ", which only " + owner + " may. What it says can't be relied on. Uninstall that bundle.",
                "Бандл " + (bundle == null ? "без имени" : bundle) + " регистрирует службу " + service
                        + ", на что имеет право только " + owner
                        + ". На её ответы нельзя полагаться. Удалите этот бандл.");
    }

    static LocalizedText meterOfPlugin(ModuleId module, long bundle) {
        return text(
                "The meter of module " + module + " is registered by the plugin with bundle id " + bundle
                        + " and would stop with it. Put the meter into a bundle of its own.",
                "Счётчик модуля " + module + " зарегистрирован плагином (бандл № " + bundle
                        + ") и остановился бы вместе с ним. Вынесите счётчик в отдельный бандл.");
    }

    static LocalizedText meterOfStranger(ModuleId module, long bundle) {
        return text(
                "The bundle with id " + bundle + " registers a meter of module " + module
                        + " and neither belongs to this program nor brings the module's signed entry. What it counts"
                        + " can't be relied on. Uninstall that bundle, or put the module's entry into it.",
                "Бандл № " + bundle + " регистрирует счётчик модуля " + module
                        + ", но не входит в эту программу и не содержит подписанной записи модуля. На его счёт нельзя"
                        + " полагаться. Удалите этот бандл или вложите в него запись модуля.");
    }

    /** @param bundles ids of the bundles, in order */
    static LocalizedText metersOfSeveral(ModuleId module, Collection<Long> bundles) {
        return text(
                "Module " + module + " has meters from several bundles (ids " + listed(bundles)
                        + "), and it isn't known by which one to count. Uninstall all but the one of the module's"
                        + " vendor.",
                "Счётчики модуля " + module + " есть в нескольких бандлах (№ " + listed(bundles)
                        + "), и неизвестно, по какому из них считать. Удалите все, кроме бандла разработчика модуля.");
    }

    /** @param bundles ids of the bundles, in order */
    static LocalizedText entryInSeveral(ModuleId module, Collection<Long> bundles) {
        return text(
                "The signed entry of module " + module + " lies in several bundles (ids " + listed(bundles)
                        + "), so it isn't known whose meter of it counts. Uninstall all but the one of the module's"
                        + " vendor; of two versions, the old one.",
                "Подписанная запись модуля " + module + " есть в нескольких бандлах (№ " + listed(bundles)
                        + "), поэтому неизвестно, чьему счётчику верить. Удалите все, кроме бандла разработчика модуля;"
                        + " из двух версий — старую.");
    }

    private static String listed(Collection<Long> bundles) {
        return bundles.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    static LocalizedText ledgerOfPlugin(long bundle) {
        return text(
                "The ledger is registered by the plugin with bundle id " + bundle
                        + " and would stop with it. Uninstall that plugin.",
                "Реестр мест зарегистрирован плагином (бандл № " + bundle
                        + ") и остановился бы вместе с ним. Удалите этот плагин.");
    }

    static LocalizedText registryOfPlugin(long bundle) {
        return text(
                "The licence registry is registered by the plugin with bundle id " + bundle
                        + " and would stop with it. Uninstall that plugin.",
                "Реестр лицензий зарегистрирован плагином (бандл № " + bundle
                        + ") и остановился бы вместе с ним. Удалите этот плагин.");
    }

    static LocalizedText integrityOfPlugin(long bundle) {
        return text(
                "The check of the program's own files is registered by the plugin with bundle id " + bundle
                        + " and would stop with it. Uninstall that plugin.",
                "Проверка файлов программы зарегистрирована плагином (бандл № " + bundle
                        + ") и остановилась бы вместе с ним. Удалите этот плагин.");
    }

    static LocalizedText integrityUnchecked() {
        return text(
                "Nothing checks the program's own files and signatures. Start the bundle io.webgate.license.registry.",
                "Файлы и подписи программы никто не проверяет. Запустите бандл io.webgate.license.registry.");
    }

    // ------------------------------------------------------------------ plugins

    static LocalizedText gateStopped() {
        return text(
                "The gate is stopped, and this plugin with it. It serves nobody until the gate opens, which starts it"
                        + " again. What the gate lacks is said with the gate.",
                "Шлюз остановлен, и плагин вместе с ним. Он никого не обслуживает, пока шлюз не откроют; тогда он"
                        + " запустится сам. Что мешает шлюзу, сказано у шлюза.");
    }

    static LocalizedText stopping() {
        return text(
                "It is being stopped and serves nobody any more. This takes seconds.",
                "Плагин останавливается и уже никого не обслуживает. Это занимает несколько секунд.");
    }

    static LocalizedText neverStarted(String bundle) {
        return text(
                "An administrator stopped it, or it was never started. It serves nobody, even while the gate is open."
                        + " To use it, start the bundle " + bundle + ".",
                "Плагин остановлен администратором или ни разу не запускался. Он никого не обслуживает, даже когда шлюз"
                        + " открыт. Чтобы пользоваться им, запустите бандл " + bundle + ".");
    }

    static LocalizedText unresolved(String bundle) {
        return text(
                "It lacks something that it needs, so it does not resolve and serves nobody; the other plugins go on."
                        + " Starting the bundle " + bundle + " by hand names what is missing: install that.",
                "Плагину не хватает чего-то нужного, поэтому он не разрешается и никого не обслуживает; остальные"
                        + " плагины работают. Запустите бандл " + bundle
                        + " вручную: в сообщении будет сказано, чего не хватает. Установите это.");
    }

    static LocalizedText hangs() {
        return text(
                "It hangs: it neither started nor stopped within 5 seconds. It serves nobody; the other plugins go on."
                        + " If it does not end by itself, restart the host, and tell whoever made the plugin.",
                "Плагин завис: за 5 секунд он не запустился и не остановился. Он никого не обслуживает; остальные"
                        + " плагины работают. Если это не пройдёт само, перезапустите узел и сообщите разработчику"
                        + " плагина.");
    }

    static LocalizedText stopFailed(Throwable thrown) {
        String quoted = quoted(thrown);
        return text(
                "Its stopping failed. It serves nobody now; before it is used again, restart the host. It said: “"
                        + quoted + "”.",
                "При остановке плагина произошёл сбой. Сейчас он никого не обслуживает; прежде чем снова им"
                        + " пользоваться, перезапустите узел. Сообщение плагина: «" + quoted + "».");
    }

    static LocalizedText startFailed(Throwable thrown) {
        String quoted = quoted(thrown);
        return text(
                "It can't be started and serves nobody; the other plugins go on. It is tried again when the gate opens"
                        + " the next time or the plugin is updated. Mend what it names: “" + quoted + "”.",
                "Плагин не запускается и никого не обслуживает; остальные плагины работают. Следующая попытка будет"
                        + " при очередном открытии шлюза или после обновления плагина. Устраните причину, которую он"
                        + " называет: «"
                        + quoted + "».");
    }

    static LocalizedText unlicensed(Usage usage) {
        return text(
                "Nothing of " + english(usage)
                        + " is licensed. The plugin runs but serves nobody. Install a licence for it.",
                "Для модуля " + russian(usage) + " нет лицензии. Плагин запущен, но никого не обслуживает. Установите"
                        + " лицензию.");
    }

    static LocalizedText held(Usage usage) {
        return text(
                english(usage) + " is suspended: " + usage.used() + " in use, " + usage.bound()
                        + " allowed. The plugin runs but serves nobody. Close or remove what is too much, or install a"
                        + " licence for more.",
                "Работа модуля " + russian(usage) + " приостановлена: используется " + usage.used() + ", допускается "
                        + usage.bound() + ". Плагин запущен, но никого не обслуживает. Закройте или удалите лишнее либо"
                        + " установите лицензию на большее количество.");
    }

    static LocalizedText unknownModule(ModuleId module) {
        return text(
                "The catalogue has no module " + module
                        + ", to which the plugin belongs. It serves nobody. Install the bundle"
                        + " with its signed entry, or uninstall the plugin.",
                "В каталоге нет модуля " + module
                        + ", к которому относится плагин. Он никого не обслуживает. Установите бандл"
                        + " с подписанной записью каталога или удалите плагин.");
    }

    private static String english(Usage usage) {
        return usage.module().title().english() + " (" + usage.module().id() + ")";
    }

    private static String russian(Usage usage) {
        return Quoted.russian(usage.module().title().russian()) + " ("
                + usage.module().id() + ")";
    }

    /** The framework's exception says little; what the plugin threw stands behind it. */
    private static String quoted(Throwable thrown) {
        String message = thrown.getMessage();
        return LocalizedText.quotable(message == null ? thrown.getClass().getName() : message);
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }
}
