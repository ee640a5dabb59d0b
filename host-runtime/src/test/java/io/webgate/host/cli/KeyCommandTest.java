// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.host.ExitCode;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** R15, R18: the keys on the command line, from the host or, where none runs, from a recorded computer. */
final class KeyCommandTest {

    private static final String MEDIA_KEY = "A".repeat(64);
    private static final String TOLD =
            """
            {"machineKey":"AAAA-BBBB","weak":false,
             "components":[{"name":"system-uuid","present":false,"substituted":false,"unreadable":true},
                           {"name":"board-serial","present":false,"substituted":false,"unreadable":true},
                           {"name":"disk-serial","present":true,"substituted":false,"unreadable":false}],
             "media":[],"mediaWithoutKey":[]}""";

    private final Locale locale = Locale.getDefault();
    private final Path home;
    private final Path root;

    KeyCommandTest(@TempDir Path home, @TempDir Path root) {
        this.home = home;
        this.root = root;
    }

    @BeforeEach
    void english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(locale);
    }

    @Test
    void r15WhereNoHostRunsItReadsTheKeyAndKeepsWhatOnlyRootCanRead() throws Exception {
        computer();
        Invocation key = key();
        assertThat(MachineKeyText.parse(key.out()).toString() + System.lineSeparator())
                .isEqualTo(key.out());
        assertThat(key.err()).isEmpty();
        assertThat(Files.readString(home.resolve("var/machine-components"))).contains("system-uuid=4c4c4544");
        assertThat(key().out()).isEqualTo(key.out());
        JsonObject json = JsonParser.parseString(key("--json").out()).getAsJsonObject();
        assertThat(json.get("machineKey").getAsString() + System.lineSeparator())
                .isEqualTo(key.out());
        assertThat(json.getAsJsonArray("components")).hasSize(5);
    }

    /** As a unit of systemd calls it before each start: a host that was killed has left its port behind. */
    @Test
    void r15APortThatNobodyListensAtIsNoHost() throws Exception {
        computer();
        new WireFake(home).close();
        Invocation key = key();
        assertThat(key.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(MachineKeyText.parse(key.out())).isNotNull();
    }

    @Test
    void r16AWeakKeySaysWhatItDependsOn() throws Exception {
        file("etc/machine-id", "6f1c2d3e4b5a69788796a5b4c3d2e1f0");
        Invocation key = key();
        assertThat(key.out()).hasSize(29 + System.lineSeparator().length());
        assertThat(key.err()).contains("weak", home.resolve("etc/identity").toString());
        assertThat(home.resolve("etc/identity")).exists();
        Locale.setDefault(new Locale("ru"));
        assertThat(key().err())
                .contains("Ключ слабый", home.resolve("etc/identity").toString());
    }

    @Test
    void r16AnIdentityThatIsNoneIsSaidAndNoKeyIsPrinted() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("identity"), "short");
        CommandFailure failure = catchThrowableOfType(CommandFailure.class, () -> new ThisMachine(root).read(home));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure).hasMessageContaining("at least 16");
    }

    @Test
    void withoutAHomeThereIsNothingToReadInto() {
        assertThat(Invocation.of("key", "--home", home.resolve("nowhere").toString())
                        .exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void r15SaysWhatTheServiceMayNotReadAndWhatToDo() throws Exception {
        try (WireFake wire = new WireFake(home)) {
            wire.when("GET /api/v1/machine-key", 200, TOLD.replace("system-uuid", "machine-id"));
            // Nor can whoever asks: the recorded computer has nothing, and nothing that is denied
            Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("identity"), "x".repeat(32));
            Invocation key = key();
            assertThat(key.out()).isEqualTo("AAAA-BBBB" + System.lineSeparator());
            assertThat(key.err())
                    .contains(
                            "machine id of the operating system, board serial number",
                            "as root: webgate key --home " + home);
            Locale.setDefault(new Locale("ru"));
            assertThat(key().err())
                    .contains(
                            "идентификатор операционной системы, номер системной платы",
                            "от имени root: webgate key --home " + home);
        }
    }

    @Test
    void r15WhatTheHostMayNotReadIsReadAndKeptByWhoMay() throws Exception {
        computer();
        try (WireFake wire = new WireFake(home)) {
            wire.when("GET /api/v1/machine-key", 200, TOLD);
            Invocation key = key();
            assertThat(MachineKeyText.parse(key.out())).isNotNull();
            assertThat(key.err()).contains("restarted");
            assertThat(home.resolve("var/machine-components")).exists();
            Locale.setDefault(new Locale("ru"));
            assertThat(key().err()).contains("До перезапуска");
        }
    }

    @Test
    void r18PrintsTheKeysOfDrivesWithTheirLabels() throws Exception {
        try (WireFake wire = new WireFake(home)) {
            wire.when(
                    "GET /api/v1/machine-key",
                    200,
                    "{\"machineKey\":\"AAAA-BBBB\",\"media\":[{\"key\":\"" + MEDIA_KEY
                            + "\",\"label\":\"УЧЁТ\",\"product\":\"Kingston\"}],"
                            + "\"mediaWithoutKey\":[{\"label\":\"Stick\",\"product\":\"Stick\",\"reason\":\"No number.\"}]}");
            Invocation media = key("--media");
            assertThat(media.out()).isEqualTo(MEDIA_KEY + "  УЧЁТ (Kingston)" + System.lineSeparator());
            assertThat(media.err()).isEqualTo("No key: Stick. No number." + System.lineSeparator());
            JsonArray json =
                    JsonParser.parseString(key("--media", "--json").out()).getAsJsonArray();
            assertThat(json.get(0).getAsJsonObject().get("key").getAsString()).isEqualTo(MEDIA_KEY);
            Locale.setDefault(new Locale("ru"));
            assertThat(key("--media").err()).startsWith("Нет ключа: Stick.");
        }
    }

    @Test
    void theRequestIsWrittenByteForByteAsTheHostMadeIt() throws Exception {
        String made = "{\"kind\":\"webgate-request\",\"holder\":\"Кафе\"}";
        Path file = home.resolve("request.json");
        try (WireFake wire = new WireFake(home)) {
            wire.when("GET /api/v1/machine-key/request", 200, made);
            Invocation key = key("--request", file.toString());
            assertThat(key.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(key.out()).isEmpty();
            assertThat(key.err()).contains("Written: " + file);
            assertThat(Files.readString(file)).isEqualTo(made);
            Locale.setDefault(new Locale("ru"));
            assertThat(key("--request", file.toString()).err()).contains("Отправьте файл поставщику");
        }
    }

    @Test
    void withoutAHostThereIsNoRequest() throws Exception {
        computer();
        Path file = home.resolve("request.json");
        assertThat(Invocation.of("key", "--request", file.toString(), "--home", home.toString())
                        .exitCode())
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(file).doesNotExist();
    }

    @Test
    void r18SaysThatNoDriveIsPluggedIn() throws Exception {
        computer();
        assertThat(key("--media").out()).isEmpty();
        assertThat(key("--media").err()).contains("No USB drive");
        assertThat(key("--media", "--json").out()).isEqualTo("[]" + System.lineSeparator());
        Locale.setDefault(new Locale("ru"));
        assertThat(key("--media").err()).contains("не подключены");
    }

    @Test
    void r18WhereNoHostRunsItReadsTheDrives() throws Exception {
        computer();
        String device = "sys/devices/pci0000:00/usb1/1-2/";
        file(device + "idVendor", "0951");
        file(device + "idProduct", "1666");
        file(device + "serial", "60A44C413FAEF361B9720182");
        file(device + "product", "DataTraveler 3.0");
        file(device + "block/sdb/size", "60604416");
        link("sys/block/sdb", "../devices/pci0000:00/usb1/1-2/block/sdb");
        link("dev/disk/by-uuid/1234-ABCD", "../../sdb");
        link("dev/disk/by-label/KEY", "../../sdb");
        Invocation media = key("--media");
        assertThat(media.out()).endsWith("  KEY (DataTraveler 3.0)" + System.lineSeparator());
        assertThat(MediaKeyText.parse(media.out().substring(0, 64))).isNotNull();
        assertThat(media.err()).isEmpty();
        Files.delete(root.resolve("dev/disk/by-uuid/1234-ABCD"));
        assertThat(key("--media").out()).isEmpty();
        assertThat(key("--media").err()).contains("No key: DataTraveler 3.0. The drive has no formatted volume");
    }

    private Invocation key(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new KeyCommand(root))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments(options));
        return new Invocation(code, out.toString(), err.toString());
    }

    private String[] arguments(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--home";
        all[options.length + 1] = home.toString();
        return all;
    }

    /** Three components, as root reads them. */
    private void computer() throws IOException {
        file("sys/class/dmi/id/product_uuid", "4C4C4544-0042-3510-8052-B4C04F564831");
        file("sys/class/dmi/id/board_serial", "/5B5RVH1/CN7220099J01B2/");
        file("etc/machine-id", "6f1c2d3e4b5a69788796a5b4c3d2e1f0");
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text + "\n");
    }

    private void link(String name, String target) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }
}
