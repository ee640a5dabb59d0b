// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.internal;

import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Eviction;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class SessionRulesTest {

    private static final ModuleId WAITER = new ModuleId("acme.waiter");
    private static final ModuleId RETAIL = new ModuleId("acme.retail");
    private static final SeatId ID = new SeatId("s1");
    private static final Duration IDLE = Duration.ofMinutes(30);

    private static Caller device(String id, ModuleId... modules) {
        return new Caller(
                id, Optional.empty(), Optional.of(new Caller.Enrolment(id, "Terrace", Set.of(modules), 2, 1)));
    }

    private static Caller person(Role role) {
        return new Caller("bob", Optional.of(role), Optional.empty());
    }

    private static Seat seatOf(Caller caller) {
        Change.Connect connect = SessionRules.connect(caller, ID, WAITER, "Anna", IDLE);
        return new Seat(ID, 1, 1, WAITER, connect.subject(), Optional.empty(), 1, Set.of(), Instant.EPOCH);
    }

    @Test
    void d8DeviceOpensOnlyModulesOfItsEnrolment() {
        assertThat(SessionRules.refusal(device("d1", WAITER), WAITER)).isEmpty();
        assertThat(SessionRules.refusal(device("d1", WAITER), RETAIL))
                .contains(new Reply.Refused(
                        Reply.Reason.ENROLMENT_EXCEEDED, Optional.empty(), Optional.of(RETAIL), 0, 0));
    }

    @Test
    void operatorMayActForAnyDeviceButViewerMayNot() {
        assertThat(SessionRules.refusal(person(Role.OPERATOR), WAITER)).isEmpty();
        assertThat(SessionRules.refusal(person(Role.ADMIN), WAITER)).isEmpty();
        assertThat(SessionRules.refusal(person(Role.VIEWER), WAITER)).isPresent();
    }

    @Test
    void d8EnrolmentBoundsTheNumberOfADevicesSessions() {
        Change.Connect connect = SessionRules.connect(device("d1", WAITER), ID, WAITER, "Anna", IDLE);

        assertThat(connect)
                .isEqualTo(new Change.Connect(
                        ID,
                        WAITER,
                        new Subject("d1", Optional.of("Anna"), Optional.of("Terrace")),
                        Optional.empty(),
                        1,
                        Set.of(),
                        2,
                        IDLE));
    }

    @Test
    void operatorsSessionsAreHisOwnAndUnbounded() {
        Change.Connect connect = SessionRules.connect(person(Role.OPERATOR), ID, WAITER, "Anna", IDLE);

        assertThat(connect.subject()).isEqualTo(new Subject("operator:bob", Optional.of("Anna"), Optional.of("bob")));
        assertThat(connect.mostOfDevice()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void deviceReachesItsOwnSessionsOnly() {
        Seat own = seatOf(device("d1", WAITER));

        assertThat(SessionRules.reaches(device("d1", WAITER), own)).isTrue();
        assertThat(SessionRules.reaches(device("d2", WAITER), own)).isFalse();
        assertThat(SessionRules.reaches(person(Role.VIEWER), own)).isFalse();
        assertThat(SessionRules.reaches(person(Role.OPERATOR), own)).isTrue();
    }

    @Test
    void viewerWithAnOperatorsNameDoesNotReachTheOperatorsSessions() {
        assertThat(SessionRules.reaches(person(Role.VIEWER), seatOf(person(Role.OPERATOR))))
                .isFalse();
    }

    @Test
    void r62OwnSessionIsLeftAndAnothersIsEvictedWithItsAuthor() {
        Seat own = seatOf(device("d1", WAITER));

        assertThat(SessionRules.end(device("d1", WAITER), own)).isEqualTo(new Change.Leave(ID, EndReason.CLOSED));
        assertThat(SessionRules.end(person(Role.OPERATOR), own))
                .isEqualTo(new Change.Evict(ID, "bob", Optional.empty(), Duration.ZERO));
    }

    @Test
    void r102AnEvictionIsToldToWhomItHitAndToNoOtherDevice() {
        Eviction eviction = new Eviction(WAITER, "d1", Optional.empty(), Optional.of("stock-taking"));

        assertThat(SessionRules.unknown(device("d1", WAITER), Optional.of(eviction)))
                .isEqualTo(Reply.Refused.seatUnknown(Optional.of(eviction)));
        assertThat(SessionRules.unknown(person(Role.OPERATOR), Optional.of(eviction))
                        .eviction())
                .contains(eviction);
        assertThat(SessionRules.unknown(device("d2", WAITER), Optional.of(eviction)))
                .isEqualTo(new Reply.Refused(Reply.Reason.SEAT_UNKNOWN, Optional.empty(), Optional.empty(), 0, 0));
        assertThat(SessionRules.unknown(person(Role.VIEWER), Optional.of(eviction))
                        .eviction())
                .isEmpty();
    }
}
