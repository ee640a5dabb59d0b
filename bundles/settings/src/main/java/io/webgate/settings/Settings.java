// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings;

import io.webgate.store.StoreException;
import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;

/**
 * The host's settings as one place: described by Metatype, kept by Config Admin (and by it in {@code etc/}, where the
 * configuration came from there). Works for bundles that are stopped too, since a stopped gate is when its settings have
 * to be changed (R51). Thread-safe; calls may block on the store and on Config Admin.
 */
@ProviderType
public interface Settings {

    /** Everything that is described, those in both languages first, then by name. */
    List<Definition> definitions();

    /** What describes a PID: of a configuration, of a factory, or of {@code factory~name} that need not exist. */
    Optional<Definition> definition(String pid);

    /** What is saved of a definition: for a factory each of its configurations, by PID, otherwise the only one. */
    List<Saved> saved(Definition definition);

    /** What is saved under a PID; empty for a factory's own PID, for a name that there is not, and for the undescribed. */
    Optional<Saved> find(String pid);

    /** What a change would do. Empty where nothing describes the PID. */
    Optional<Plan> plan(Wish wish);

    /**
     * Makes a change: history, Config Admin, the record of acts, in this order. What Config Admin then does (to restart a
     * component) goes on after the call returns.
     */
    Outcome save(Wish wish, Order order);

    /** Earlier states of one configuration, the newest first. */
    List<Past> history(String pid, int most) throws StoreException;

    /**
     * The change that brings an earlier state back. Secrets stay what they are, since none is kept. Empty where the history
     * has no such entry of this PID.
     */
    Optional<Wish> restoring(String pid, long seq) throws StoreException;

    /** All settings as one JSON text, without secrets. */
    String export();

    /** What an exported text would do. Configurations that it does not have stay as they are. */
    Import planImport(String json);

    /** Takes an exported text over: all of it that is described, or nothing. */
    Import take(String json, Order order);
}
