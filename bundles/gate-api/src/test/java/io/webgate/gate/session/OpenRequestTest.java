// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenRequestTest {

    private static final List<String> WAITER = List.of("waiter");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"waiter\":\"Анна\"}",
                " {\n\"waiter\" : \" Анна \"\n} ",
                "{\"table\":[1,{\"x\":null}],\"waiter\":\"\\u0410нна\",\"note\":\"later\"}"
            })
    void readsTheWaiterAndSkipsWhatItDoesNotKnow(String body) throws BadRequest {
        assertThat(OpenRequest.parse(utf8(body), WAITER).holder()).isEqualTo("Анна");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "\"Anna\"",
                "{",
                "{\"waiter\":\"Anna\"",
                "{\"waiter\":\"Anna\"}{}",
                "{\"waiter\":\"Anna\"} x",
                "{waiter:\"Anna\"}",
                "{'waiter':'Anna'}",
                "{\"waiter\":\"Anna\",}",
                "{\"waiter\":\"Anna\",\"waiter\":\"Eve\"}",
                "{\"waiter\":\"Anna\",\"x\":NaN}",
                "// note\n{\"waiter\":\"Anna\"}",
                "waiter=Anna"
            })
    void refusesWhatIsNoJsonObject(String body) {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> OpenRequest.parse(utf8(body), WAITER))
                .withMessageContaining("JSON object")
                .satisfies(e -> assertThat(e.problem(Locale.ENGLISH).status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"waiter\":null}", "{\"waiter\":7}", "{\"waiter\":[\"Anna\"]}", "{\"Waiter\":\"A\"}"})
    void refusesWhatNamesNoWaiter(String body) {
        assertThatThrownBy(() -> OpenRequest.parse(utf8(body), WAITER))
                .hasMessageContaining("lacks the text member \"waiter\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\\u0000b", "a\\nb", "\\u0085"})
    void refusesWaitersThatNobodyCanRead(String waiter) {
        assertThatThrownBy(() -> OpenRequest.parse(utf8("{\"waiter\":\"" + waiter + "\"}"), WAITER))
                .hasMessageContaining("1 to 128");
    }

    @Test
    void theHolderMayBeCalledByAnyOfItsWordsButOnce() throws BadRequest {
        List<String> words = List.of("cashier", "waiter");

        assertThat(OpenRequest.parse(utf8("{\"waiter\":\"Anna\"}"), words).holder())
                .isEqualTo("Anna");
        assertThat(OpenRequest.parse(utf8("{\"cashier\":\"Eve\",\"waiter\":\"Anna\"}"), words)
                        .holder())
                .isEqualTo("Eve");
        assertThatThrownBy(() -> OpenRequest.parse(utf8("{}"), words)).hasMessageContaining("\"cashier\"");
    }

    @Test
    void boundsTheLengthOfTheWaiter() throws BadRequest {
        String longest = "я".repeat(128);

        assertThat(OpenRequest.parse(utf8("{\"waiter\":\"" + longest + "\"}"), WAITER)
                        .holder())
                .isEqualTo(longest);
        assertThatThrownBy(() -> OpenRequest.parse(utf8("{\"waiter\":\"" + longest + "я\"}"), WAITER))
                .hasMessageContaining("1 to 128");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = utf8("{\"waiter\":\"Anna\"}");
        body[12] = (byte) 0xff;

        assertThatThrownBy(() -> OpenRequest.parse(body, WAITER)).isInstanceOf(BadRequest.class);
    }

    @Test
    void refusesDeepNestingWithoutOverflowingTheStack() {
        byte[] deep = utf8("{\"x\":" + "[".repeat(8_000) + "]".repeat(8_000) + ",\"waiter\":\"Anna\"}");

        assertThatThrownBy(() -> OpenRequest.parse(deep, WAITER)).isInstanceOf(BadRequest.class);
    }

    @Test
    void readsNoMoreThanItIsAllowed() throws IOException, BadRequest {
        assertThat(OpenRequest.bytes(new ByteArrayInputStream(new byte[16_384]), 16_384))
                .hasSize(16_384);

        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> OpenRequest.bytes(endless, 16_384))
                .satisfies(e -> assertThat(e.problem(Locale.ENGLISH).status()).isEqualTo(413));
    }

    @Test
    void r100ProblemsAreToldInBothLanguages() {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> OpenRequest.parse(utf8("{}"), WAITER))
                .satisfies(e -> {
                    assertThat(e.problem(Locale.ENGLISH).detail()).contains("lacks");
                    assertThat(e.problem(new Locale("ru")).detail()).contains("нет текста");
                    assertThat(e.problem(Locale.ENGLISH).code()).isEqualTo("invalid-request");
                });
    }
}
