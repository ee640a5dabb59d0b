// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestNonceTest {

    private final FaultyFiles files = new FaultyFiles();
    private final Random random = new Random(7);
    private final Path file;

    RequestNonceTest(@TempDir Path home) {
        file = home.resolve("var/request-nonce");
    }

    private RequestNonce nonce() {
        return new RequestNonce(file, files, length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    @Test
    void staysTheSameOverARestart_R10() throws IOException {
        String made = nonce().current();
        assertThat(made).matches("[A-Za-z0-9_-]{32}");
        assertThat(nonce().current()).isEqualTo(made);
        Files.delete(file);
        assertThat(nonce().current()).isNotEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "0123456789012345678901234567890123456789",
                "0123456789012345678901234567890=",
                "\u0000"
            })
    void whatIsNoNonceIsReplaced(String kept) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, kept, StandardCharsets.UTF_8);
        String made = nonce().current();
        assertThat(made).matches("[A-Za-z0-9_-]{32}");
        assertThat(nonce().current()).isEqualTo(made);
    }

    @Test
    void oneThatCannotBeKeptOrReadIsNotHandedOut() throws IOException {
        files.full = true;
        assertThatThrownBy(() -> nonce().current()).isInstanceOf(IOException.class);
        files.full = false;
        String made = nonce().current();
        files.filesUnreadable = true;
        assertThatThrownBy(() -> nonce().current()).isInstanceOf(IOException.class);
        files.filesUnreadable = false;
        assertThat(nonce().current()).isEqualTo(made);
    }
}
