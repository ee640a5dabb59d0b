// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SeatLife;
import io.webgate.license.api.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnswersTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T10:00:00Z");
    private static final SeatLife LIFE =
            new SeatLife(Instant.parse("2026-03-01T10:05:00Z"), Instant.parse("2026-03-01T10:35:00Z"));

    private static Seat seat(int order) {
        return new Seat(
                new SeatId("s" + order),
                order,
                1,
                new ModuleId("acme.waiter"),
                new Subject("d" + order, Optional.of("Анна"), Optional.of("Terrace")),
                Optional.empty(),
                1,
                Set.of(),
                OPENED);
    }

    private static List<Seat> seats(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(AnswersTest::seat).toList();
    }

    private static Caller device(String id) {
        return new Caller(id, Optional.empty(), Optional.of(new Caller.Enrolment(id, "Terrace", Set.of(), 1, 1)));
    }

    @Test
    void tellsSessionEndAndSeats() {
        Reply.Granted granted = new Reply.Granted(seat(1), false, List.of(), 3, 5);

        assertThat(Answers.session(granted, Optional.of(LIFE)))
                .isEqualTo(
                        "{\"session\":\"s1\",\"expiresAt\":\"2026-03-01T10:35:00Z\",\"seats\":{\"used\":3,\"limit\":5}}");
    }

    @Test
    void r62ListsWhoIsWhereSinceWhen() {
        assertThat(Answers.list("waiter", List.of(seat(1)), id -> Optional.of(LIFE)))
                .isEqualTo("[{\"session\":\"s1\",\"waiter\":\"Анна\",\"device\":\"d1\",\"label\":\"Terrace\","
                        + "\"openedAt\":\"2026-03-01T10:00:00Z\",\"lastSeenAt\":\"2026-03-01T10:05:00Z\","
                        + "\"expiresAt\":\"2026-03-01T10:35:00Z\"}]");
    }

    @Test
    void sessionThatEndsMeanwhileIsNotListed() {
        assertThat(Answers.list("waiter", seats(2), id -> Optional.empty())).isEqualTo("[]");
    }

    @Test
    void listWithoutLimitIsWhole() throws BadRequest {
        assertThat(Page.of(seats(30), null, null)).isEqualTo(new Page(seats(30), Optional.empty()));
    }

    @Test
    void pagesCoverTheListWithoutGapOrOverlapThoughSessionsEndInBetween() throws BadRequest {
        Page first = Page.of(seats(5), "2", null);
        assertThat(first).isEqualTo(new Page(seats(2), Optional.of(2L)));

        // the last of the first page has ended meanwhile
        List<Seat> left = seats(5).stream().filter(seat -> seat.order() != 2).toList();
        Page second = Page.of(left, "2", "2");
        assertThat(second).isEqualTo(new Page(seats(5).subList(2, 4), Optional.of(4L)));

        assertThat(Page.of(left, "2", "4")).isEqualTo(new Page(List.of(seat(5)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1.5", "9999999999999999999"})
    void refusesLimitsThatAreNone(String limit) {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> Page.of(seats(3), limit, null));
    }

    @Test
    void pathNamesListOrSession() {
        assertThat(Requests.isList(null)).isTrue();
        assertThat(Requests.isList("/")).isTrue();
        assertThat(Requests.isList("/s1")).isFalse();
        assertThat(Requests.session("/s1")).contains(new SeatId("s1"));
        assertThat(Requests.session("/s1/goods/7")).contains(new SeatId("s1"));
        assertThat(Requests.rest("/s1/goods/7")).isEqualTo("goods/7");
        assertThat(Requests.rest("/s1")).isEmpty();
        assertThat(Requests.rest(null)).isEmpty();
        assertThat(Requests.session("/")).isEmpty();
        assertThat(Requests.session("/" + "x".repeat(65))).isEmpty();
        assertThat(Requests.session("/ж")).isEmpty();
    }

    @Test
    void i3KeysOfDifferentClientsDifferAndOneClientsStayTheSame() throws BadRequest {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        Optional<IdempotencyKey> one = Requests.key("mobile-waiter", "k1", device("d1"), body);

        assertThat(one).isPresent().isEqualTo(Requests.key("mobile-waiter", " k1 ", device("d1"), body));
        assertThat(one.get().key())
                .isNotEqualTo(Requests.key("mobile-waiter", "k1", device("d2"), body)
                        .orElseThrow()
                        .key());
        Caller account = new Caller("d1", Optional.of(Role.ADMIN), Optional.empty());
        assertThat(one.get().key())
                .isNotEqualTo(Requests.key("mobile-waiter", "k1", account, body)
                        .orElseThrow()
                        .key());
        assertThat(Requests.key("mobile-waiter", null, device("d1"), body)).isEmpty();
    }

    @Test
    void i3SameKeyWithAnotherRequestHasAnotherDigest() throws BadRequest {
        IdempotencyKey one = Requests.key("mobile-waiter", "k1", device("d1"), new byte[] {1})
                .orElseThrow();
        IdempotencyKey other = Requests.key("mobile-waiter", "k1", device("d1"), new byte[] {2})
                .orElseThrow();

        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a b", "a\u0001", "ключ"})
    void refusesKeysThatCantBeKept(String key) {
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> Requests.key("mobile-waiter", key, device("d1"), new byte[0]));
        assertThatExceptionOfType(BadRequest.class)
                .isThrownBy(() -> Requests.key("mobile-waiter", "k".repeat(201), device("d1"), new byte[0]));
    }
}
