// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.ExitCode;
import io.webgate.license.format.HostRequest;
import io.webgate.license.text.MachineKeyText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A production vendor with its passphrase in a file, and the commands that use it. */
record VendorFixture(Path folder) {

    static final String WORDS = "верный конь скрепка батарея";
    static final String NONCE = "abcdefghijklmnopqrstuvwxyz012345";

    /** Made by the command itself. */
    static VendorFixture in(Path folder) throws IOException {
        var vendor = new VendorFixture(folder);
        Files.writeString(vendor.passphrase(), WORDS + "\r\nsecond line\n");
        Invocation made = Invocation.of(
                "vendor",
                "init",
                "--prefix",
                "miko",
                "--name",
                "Miko «Касса»",
                "--dir",
                vendor.dir().toString(),
                "--zone",
                "Europe/Moscow",
                "--passphrase-file",
                vendor.passphrase().toString());
        assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.DONE);
        return vendor;
    }

    Path dir() {
        return folder.resolve("vendor");
    }

    Path passphrase() {
        return folder.resolve("passphrase");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A vendor's command with its folder and passphrase; words are separated by spaces, FILE:x is a file here. */
    Invocation run(String line, String... more) {
        List<String> arguments = new ArrayList<>(List.of("vendor"));
        for (String word : line.split(" ", -1)) {
            arguments.add(word.startsWith("FILE:") ? file(word.substring(5)).toString() : word);
        }
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--vendor", dir().toString()));
        return Invocation.of(
                Map.of(Passphrases.ENVIRONMENT, passphrase().toString()), arguments.toArray(String[]::new));
    }

    /** A command that needs no vendor. */
    Invocation plain(String line) {
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            arguments.add(word.startsWith("FILE:") ? file(word.substring(5)).toString() : word);
        }
        return Invocation.of(arguments.toArray(String[]::new));
    }

    static MachineKeyText machineKey(int first) {
        return MachineKeyText.of(IntStream.range(first, first + MachineKeyText.COMPONENTS)
                .mapToObj(OptionalInt::of)
                .toList());
    }

    /** What a host's page gives to its customer. */
    Path request(String name, Optional<String> holder) throws IOException {
        return request(name, holder, List.of());
    }

    /** The same of a host that has used break-glass licences. */
    Path request(String name, Optional<String> holder, List<HostRequest.Use> uses) throws IOException {
        return Files.write(
                file(name),
                new HostRequest(
                                machineKey(1).toString(),
                                List.of(),
                                List.of("powerpos.data-server", "openservice.data-server"),
                                "1.0",
                                holder,
                                Invocation.NOON.instant(),
                                NONCE,
                                uses)
                        .toJson());
    }
}
