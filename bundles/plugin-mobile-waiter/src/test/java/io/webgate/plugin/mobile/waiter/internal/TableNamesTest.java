// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.trade.Trade.Cancellable;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeDocument.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class TableNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1-3|1;2;3",
                "1–2, Bar, 2|1;2;Bar",
                "Терраса 9-11|Терраса 9;Терраса 10;Терраса 11",
                "7-7|7",
                "VIP-room|VIP-room",
                " , |''"
            })
    void readsRangesAndNamesInTheirOrder(String entry, String names) {
        assertThat(String.join(";", TableNames.of(List.of(entry)))).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9-1", "1-1000", "a\u0007", "a name of a table that is far too long to be shown anywhere"})
    void refusesWhatIsNoHouse(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableNames.of(List.of("1-2", entry)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9-1|“9-1” is no range of at most 500 tables",
                "Зал «А» 9-1|“Зал ‘А’ 9-1” is no range of at most 500 tables",
                "The \"Bar\" with a name that is far too long to be shown|"
                        + "The name of a table has at most 40 characters and no control characters:"
                        + " “The ‘Bar’ with a name that is far too long to be shown”",
                "a\u0007\u202eb|The name of a table has at most 40 characters and no control characters: “a b”"
            })
    void theLogHasTheEntryInOnePairOfMarksAndNothingThatTurnsIt(String entry, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.of(List.of(entry)))
                .withMessage(told);
    }

    @Test
    void anOpenTableThatTheSettingsForgotIsShownAllTheSame() {
        OpenPlace open = new OpenPlace(
                "Bar",
                Instant.parse("2026-03-01T10:00:00Z"),
                List.of(Line.of("tea", "Чай", new BigDecimal("2"), new BigDecimal("1.50"), Optional.empty())),
                List.of(Line.of("tea", "Чай", new BigDecimal("1"), new BigDecimal("1.50"), Optional.empty())),
                new BigDecimal("3.00"),
                List.of(7L),
                List.of(new Cancellable(7, "tea", new BigDecimal("1.50"), new BigDecimal("2.000"))));

        assertThat(Tables.of(List.of("1"), List.of(open)).toString())
                .isEqualTo(
                        "[{\"table\":\"1\",\"since\":null,\"total\":0,\"lines\":[],\"billed\":[],\"orders\":[],\"cancellable\":[]},"
                                + "{\"table\":\"Bar\",\"since\":\"2026-03-01T10:00:00Z\",\"total\":3.00,\"lines\":[{\"code\":\"tea\","
                                + "\"name\":\"Чай\",\"quantity\":2,\"price\":1.50,\"sum\":3.00,\"comment\":null}],"
                                + "\"billed\":[{\"code\":\"tea\",\"name\":\"Чай\",\"quantity\":1,\"price\":1.50,\"sum\":1.50,"
                                + "\"comment\":null}],\"orders\":[7],"
                                + "\"cancellable\":[{\"order\":7,\"code\":\"tea\",\"price\":1.50,\"quantity\":2}]}]");
    }
}
