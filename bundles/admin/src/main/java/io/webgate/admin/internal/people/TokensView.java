// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import io.webgate.access.ApiToken;
import io.webgate.access.Device;
import io.webgate.license.api.Module;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The page of devices and API tokens.
 *
 * @param blocked devices whose tokens were revoked, the last one first
 * @param modules that a device can be allowed, by id; empty while no catalogue tells them
 * @param form what was typed
 * @param once a text that never came before: what is made with it is made once
 */
public record TokensView(
        List<Device> devices,
        List<Device> blocked,
        List<ApiToken> tokens,
        List<Module> modules,
        Typed form,
        String once,
        Optional<String> done,
        Optional<FormError> error) {

    public TokensView {
        devices = List.copyOf(devices);
        blocked = List.copyOf(blocked);
        tokens = List.copyOf(tokens);
        modules = List.copyOf(modules);
    }

    /**
     * What stands in the fields.
     *
     * @param label of the token or device
     * @param modules the ids that were ticked
     */
    public record Typed(String label, Set<String> modules, String sessions, String weight) {

        static final Typed NOTHING = new Typed("", Set.of(), "1", "1");

        public Typed {
            modules = Set.copyOf(modules);
        }
    }

    /** The role of a token, as a key among the texts. */
    public static String role(ApiToken token) {
        return People.code(token.role());
    }

    /** The label that was typed into that form and is wanted again. */
    public String labelFor(String name) {
        return error.filter(one -> one.form().equals(name)).isPresent() ? form.label() : "";
    }

    /** What is wrong with a field; empty text: nothing. */
    public String at(String form, String field) {
        return FormError.at(error, form, field);
    }
}
