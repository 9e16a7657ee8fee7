//! Which class a user has in a mode: the first of the table that fits.
//!
//! What must stay true: nothing that is taken away hides behind another class, and what nobody knows is not guessed.

use super::shape::Class;
use crate::effect::{Effect, Holding, Service, Standing, tiers};
use crate::profile::Tier;

/// `after`: what is held after the import in that mode; `attributes`: whether another column changes.
pub(super) fn class(services: &[Service], effect: &Effect, after: &[Holding], attributes: bool) -> Class {
    let has_cell = |wanted: bool| effect.cells.contains(&Some(wanted));
    let is_true_where = |before: Holding| {
        effect.cells.iter().zip(&effect.before).any(|(cell, held)| *cell == Some(true) && *held == before)
    };
    match () {
        () if loses(services, &effect.before, after) => Class::LosesLicence,
        () if tiers(services, after) == [Some(true); 2] => Class::Both,
        () if may_lose(services, effect, after) => Class::LosesIfHeld,
        () if goes(services, &effect.before, after, true) => Class::Switches,
        () if effect.standing == Standing::New => Class::NewUser,
        () if is_true_where(Some(false)) => Class::Gains,
        () if is_true_where(Some(true)) => Class::Keeps,
        () if is_true_where(None) => Class::WillHave,
        () if has_cell(false) && effect.standing == Standing::Known => Class::NoEffect,
        () if attributes => Class::Attributes,
        () => Class::Untouched,
    }
}

/// No Contact Center licence is left of those held, or another licence goes.
fn loses(services: &[Service], before: &[Holding], after: &[Holding]) -> bool {
    let holds = |holdings: &[Holding]| tiers(services, holdings).contains(&Some(true));
    (holds(before) && !holds(after)) || goes(services, before, after, false)
}

/// Whether a licence that is held goes, of Contact Center or of the others.
fn goes(services: &[Service], before: &[Holding], after: &[Holding], contact_center: bool) -> bool {
    let mut all = services.iter().zip(before.iter().zip(after));
    all.any(|(service, (before, after))| {
        service.tier.is_some() == contact_center && *before == Some(true) && *after == Some(false)
    })
}

/// FALSE where nobody knows what is held, and no TRUE in its place.
fn may_lose(services: &[Service], effect: &Effect, after: &[Holding]) -> bool {
    let is_taken = |at: usize| effect.before[at].is_none() && after[at] == Some(false);
    let takes_agent = (0..services.len()).any(|at| services[at].tier.is_some() && is_taken(at));
    let is_agent = tiers(services, after).contains(&Some(true));
    let takes_any = (0..services.len()).any(is_taken);
    (takes_agent && !is_agent) || (takes_any && !effect.cells.contains(&Some(true)))
}

/// The Contact Center licences that are held; `None` when nobody can tell whether there is one.
pub(super) fn held_tiers(services: &[Service], holdings: &[Holding]) -> Option<Vec<Tier>> {
    let held = tiers(services, holdings);
    let known: Vec<Tier> = [Tier::Standard, Tier::Premium]
        .into_iter()
        .zip(held)
        .filter(|(_, held)| *held == Some(true))
        .map(|(tier, _)| tier)
        .collect();
    (!known.is_empty() || !held.contains(&None)).then_some(known)
}
