// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class JsonBodyTest {

    private static JsonBody body(String text) throws BadRequest {
        return JsonBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEachTypeExactly() throws BadRequest {
        JsonBody body = body("{\"text\":\" Чай \",\"number\":0.10,\"written\":\"2.50\",\"whole\":1e3,\"yes\":true,"
                + "\"none\":null,\"list\":[\"a\",\" b\"],\"objects\":[{\"x\":1},{\"x\":2}]}");

        assertThat(body.text("text")).contains("Чай");
        assertThat(body.number("number")).contains(new BigDecimal("0.10"));
        assertThat(body.number("written")).contains(new BigDecimal("2.50"));
        assertThat(body.whole("whole")).contains(1000L);
        assertThat(body.flag("yes", false)).isTrue();
        assertThat(body.flag("no", true)).isTrue();
        assertThat(body.has("none")).isFalse();
        assertThat(body.text("none")).isEmpty();
        assertThat(body.texts("list")).containsExactly("a", "b");
        assertThat(body.texts("none")).isEmpty();
        assertThat(body.objects("objects").get(1).whole("x")).contains(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{} {}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":2}",
                "{\"x\":{\"a\":1,\"a\":1}}",
                "// c\n{}",
                "{\"a\":1} x"
            })
    void refusesWhatIsNotOneObject(String text) {
        assertThatThrownBy(() -> body(text)).isInstanceOf(BadRequest.class).hasMessageContaining("JSON object");
    }

    @Test
    void refusesWhatWouldKeepItBusy() {
        assertThatThrownBy(() -> body("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                .isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> body("{\"a\":" + "9".repeat(100_000) + "}")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> body("{\"a\":1e999999999}").whole("a")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> JsonBody.of(new byte[] {'{', (byte) 0xff, '}'}))
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":7}|text|\"a\" must be a text",
                "{\"a\":\"x\"}|number|\"a\" must be a number",
                "{\"a\":true}|number|\"a\" must be a number",
                "{\"a\":1.5}|whole|\"a\" must be a whole number",
                "{\"a\":1234567890123456789}|whole|\"a\" must be a whole number",
                "{\"a\":\"yes\"}|flag|\"a\" must be true or false",
                "{\"a\":{}}|objects|\"a\" must be a list",
                "{\"a\":[1]}|objects|\"a[0]\" must be an object",
                "{\"a\":[\"x\",1]}|texts|\"a[1]\" must be a text",
                "{\"a\":\" \"}|required|\"a\" must be a text",
                "{}|required|\"a\" must be a text",
            })
    void saysWhatIsWrongAndWhere(String text, String asked, String said) throws BadRequest {
        JsonBody body = body(text);

        assertThatThrownBy(() -> {
                    switch (asked) {
                        case "text" -> body.text("a");
                        case "number" -> body.number("a");
                        case "whole" -> body.whole("a");
                        case "flag" -> body.flag("a", false);
                        case "objects" -> body.objects("a");
                        case "texts" -> body.texts("a");
                        default -> body.required("a");
                    }
                })
                .hasMessageContaining(said);
    }

    @Test
    void r100NamesThePlaceInsideAListInBothLanguages() throws BadRequest {
        JsonBody second =
                body("{\"lines\":[{},{\"cod\":\"7\"}]}").objects("lines").get(1);

        assertThatThrownBy(() -> second.only("code", "quantity")).isInstanceOfSatisfying(BadRequest.class, refused -> {
            assertThat(refused.problem(Locale.ENGLISH).detail())
                    .isEqualTo("There is no member \"lines[1].cod\"; there are: code, quantity.");
            assertThat(refused.problem(new Locale("ru")).detail())
                    .isEqualTo("Поля «lines[1].cod» нет; есть: code, quantity.");
        });
        assertThat(second.at("code")).isEqualTo("lines[1].code");
    }
}
