// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.Route;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Right;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The declared routes of all servlets. The most specific pattern that fits a path decides about it alone, so that a
 * wide route never opens what a narrow one guards. A servlet may declare a route with several rights: any of them is
 * enough. Where several servlets declare the same, each must agree, so that none opens what another guards. Immutable.
 */
final class RouteTable {

    private final List<Owned> routes;

    private RouteTable(List<Owned> routes) {
        this.routes = List.copyOf(routes);
    }

    /** @param declared by each servlet, under a key of its own */
    static RouteTable of(Map<?, ? extends Collection<Route>> declared) {
        List<Owned> all = new ArrayList<>();
        declared.forEach((owner, routes) -> routes.forEach(route -> all.add(new Owned(owner, route))));
        return new RouteTable(all);
    }

    /** What is declared for a path. */
    Optional<Place> find(String path) {
        List<Owned> fitting = routes.stream()
                .filter(owned -> owned.route.match(path).isPresent())
                .toList();
        return fitting.stream()
                .map(Owned::route)
                .max(Route::bySpecificity)
                .map(best -> new Place(fitting.stream()
                        .filter(owned -> Route.bySpecificity(owned.route, best) == 0)
                        .toList()));
    }

    private record Owned(Object owner, Route route) {}

    /** The routes of one path. */
    static final class Place {

        private final List<Owned> routes;

        private Place(List<Owned> routes) {
            this.routes = routes;
        }

        boolean takes(String method) {
            return routes.stream().anyMatch(owned -> owned.route.takes(method));
        }

        /** Whether everyone may: every servlet that declares the method says so. */
        boolean isPublic(String method) {
            return agreed(method, right -> right == Right.PUBLIC);
        }

        /** Whether the caller may. */
        boolean admits(String method, Caller caller) {
            return agreed(method, caller::may);
        }

        /** Whether strangers may know that the path is there. */
        boolean hasPublicMethod() {
            return routes.stream().anyMatch(owned -> owned.route.right() == Right.PUBLIC);
        }

        /** The value of the header {@code Allow}. */
        String allow() {
            TreeSet<String> methods = new TreeSet<>();
            routes.forEach(owned -> methods.add(owned.route.method()));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return String.join(", ", methods);
        }

        private boolean agreed(String method, Predicate<Right> enough) {
            List<Owned> asked =
                    routes.stream().filter(owned -> owned.route.takes(method)).toList();
            return !asked.isEmpty()
                    && asked.stream().map(Owned::owner).distinct().allMatch(owner -> asked.stream()
                            .anyMatch(owned -> owned.owner.equals(owner) && enough.test(owned.route.right())));
        }
    }
}
