// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Feature;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

import java.util.Collection;
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
 * @param byModule the seats of each module that has some, in order of connection
 * @param used weight in use per module, held at the largest number (T32)
 * @param using how many seats of a module use a feature
 * @param places that are kept for who went away
 */
record Seating(
        PMap<SeatId, Seat> byId,
        PMap<SubjectKey, SeatId> bySubject,
        PMap<SubjectKey, Long> ofDevice,
        PMap<ModuleId, PSortedMap<Long, Seat>> byModule,
        PMap<ModuleId, Long> used,
        PMap<ModuleId, PMap<Feature, Long>> using,
        PMap<SubjectKey, Place> places) {

    static final Seating NOBODY = new Seating(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
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
        return List.copyOf(ordered(module).values());
    }

    /** Whether anyone has a seat of a module. */
    boolean hasSeats(ModuleId module) {
        return byModule.containsKey(module);
    }

    /** The features that seats of a module use. */
    Set<Feature> usedFeatures(ModuleId module) {
        return featuresOf(module).keySet();
    }

    /** The seats that a device has of a module. */
    List<Seat> ofDevice(ModuleId module, String device) {
        long count = ofDevice.getOrDefault(new SubjectKey(module, device, ""), 0L);
        if (count == 0) {
            return List.of();
        }
        Optional<Seat> own = of(new SubjectKey(module, device, ""));
        return count == 1 && own.isPresent()
                ? List.of(own.get())
                : ordered(module).values().stream()
                        .filter(seat -> seat.subject().device().equals(device))
                        .toList();
    }

    private PSortedMap<Long, Seat> ordered(ModuleId module) {
        return byModule.getOrDefault(module, TreePMap.empty());
    }

    private PMap<Feature, Long> featuresOf(ModuleId module) {
        return using.getOrDefault(module, HashTreePMap.empty());
    }

    Seating plus(Seat seat) {
        SubjectKey subject = SubjectKey.of(seat);
        SubjectKey device = deviceKey(subject);
        return new Seating(
                byId.plus(seat.id(), seat),
                bySubject.plus(subject, seat.id()),
                ofDevice.plus(device, ofDevice.getOrDefault(device, 0L) + 1),
                byModule.plus(seat.module(), ordered(seat.module()).plus(seat.order(), seat)),
                used.plus(seat.module(), Saturating.sum(used(seat.module()), seat.weight())),
                counted(seat, 1),
                places.minus(subject));
    }

    /** The same with places kept. */
    Seating keeping(Map<SubjectKey, Place> kept) {
        return new Seating(byId, bySubject, ofDevice, byModule, used, using, places.plusAll(kept));
    }

    /** The same without places that are nobody's any more. */
    Seating forgetting(Collection<SubjectKey> gone) {
        return new Seating(byId, bySubject, ofDevice, byModule, used, using, places.minusAll(gone));
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
        PSortedMap<Long, Seat> others = ordered(seat.module()).minus(seat.order());
        return new Seating(
                byId.minus(seat.id()),
                bySubject.minus(subject),
                left == 0 ? ofDevice.minus(device) : ofDevice.plus(device, left),
                others.isEmpty() ? byModule.minus(seat.module()) : byModule.plus(seat.module(), others),
                used.plus(seat.module(), usedWithout(seat)),
                counted(seat, -1),
                places);
    }

    private PMap<ModuleId, PMap<Feature, Long>> counted(Seat seat, int more) {
        if (seat.features().isEmpty()) {
            return using;
        }
        PMap<Feature, Long> features = featuresOf(seat.module());
        for (Feature feature : seat.features()) {
            long count = features.getOrDefault(feature, 0L) + more;
            features = count == 0 ? features.minus(feature) : features.plus(feature, count);
        }
        return features.isEmpty() ? using.minus(seat.module()) : using.plus(seat.module(), features);
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
        return ordered(seat.module()).values().stream()
                .filter(other -> !other.id().equals(seat.id()))
                .mapToLong(Seat::weight)
                .reduce(0, Saturating::sum);
    }

    private static SubjectKey deviceKey(SubjectKey subject) {
        return new SubjectKey(subject.module(), subject.device(), "");
    }
}
