// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The seats in use, with what is asked of them at each change kept beside them.
 *
 * @param byId every seat
 * @param bySubject whose seat it is
 * @param ofDevice how many seats a device has, under a key with an empty holder
 * @param used weight in use per module, held at the largest number (T32)
 * @param places that are kept for who went away
 */
record Seating(
        PMap<SeatId, Seat> byId,
        PMap<SubjectKey, SeatId> bySubject,
        PMap<SubjectKey, Long> ofDevice,
        PMap<ModuleId, Long> used,
        PMap<SubjectKey, Place> places) {

    static final Seating NOBODY = new Seating(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    Optional<Seat> of(SubjectKey subject) {
        return Optional.ofNullable(bySubject.get(subject)).map(byId::get);
    }

    long countOfDevice(SubjectKey subject) {
        return ofDevice.getOrDefault(deviceKey(subject), 0L);
    }

    long used(ModuleId module) {
        return used.getOrDefault(module, 0L);
    }

    /** The seats of a module in order of connection. */
    List<Seat> inOrder(ModuleId module) {
        return byId.values().stream()
                .filter(seat -> seat.module().equals(module))
                .sorted(Comparator.comparingLong(Seat::order))
                .toList();
    }

    Seating plus(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        SubjectKey device = deviceKey(subject);
        return new Seating(
                byId.plus(seat.id(), seat),
                bySubject.plus(subject, seat.id()),
                ofDevice.plus(device, ofDevice.getOrDefault(device, 0L) + 1),
                used.plus(seat.module(), Saturating.sum(used(seat.module()), seat.weight())),
                places.minus(subject));
    }

    /** The same with places kept. */
    Seating keeping(Map<SubjectKey, Place> kept) {
        return new Seating(byId, bySubject, ofDevice, used, places.plusAll(kept));
    }

    /** The same without places that are nobody's any more. */
    Seating forgetting(Collection<SubjectKey> gone) {
        return new Seating(byId, bySubject, ofDevice, used, places.minusAll(gone));
    }

    /** The oldest place that is kept for each group of a module. */
    Map<String, Long> placesOfGroups(ModuleId module) {
        Map<String, Long> oldest = new HashMap<>();
        places.forEach((subject, place) -> place.group()
                .filter(group -> subject.module().equals(module))
                .ifPresent(group -> oldest.merge(group, place.order(), Math::min)));
        return oldest;
    }

    Seating minus(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        SubjectKey device = deviceKey(subject);
        long left = ofDevice.getOrDefault(device, 1L) - 1;
        return new Seating(
                byId.minus(seat.id()),
                bySubject.minus(subject),
                left == 0 ? ofDevice.minus(device) : ofDevice.plus(device, left),
                used.plus(seat.module(), usedWithout(seat)),
                places);
    }

    /** Everyone but the seats of these modules; made from whichever side is the smaller. */
    Seating without(Set<ModuleId> modules) {
        Map<Boolean, List<Seat>> split =
                byId.values().stream().collect(Collectors.partitioningBy(seat -> modules.contains(seat.module())));
        List<Seat> gone = split.getOrDefault(true, List.of());
        List<Seat> stay = split.getOrDefault(false, List.of());
        Seating left = gone.size() <= stay.size() ? this : NOBODY.keeping(places);
        if (gone.size() <= stay.size()) {
            for (Seat seat : gone) {
                left = left.minus(seat);
            }
        } else {
            for (Seat seat : stay) {
                left = left.plus(seat);
            }
        }
        return left;
    }

    /** Units in use of a seat's module by all others. */
    long usedWithout(Seat seat) {
        long before = used(seat.module());
        if (before < Long.MAX_VALUE) {
            return before - seat.weight();
        }
        // a sum that was held at the largest number can't be subtracted from
        return byId.values().stream()
                .filter(other ->
                        other.module().equals(seat.module()) && !other.id().equals(seat.id()))
                .mapToLong(Seat::weight)
                .reduce(0, Saturating::sum);
    }

    private static SubjectKey deviceKey(SubjectKey subject) {
        return new SubjectKey(subject.module(), subject.device(), "");
    }
}
