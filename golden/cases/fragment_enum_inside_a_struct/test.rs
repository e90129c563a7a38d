use stigg_graphql_golden::round_trip;

use super::stigg::fragments::{O, Outer, OwnerName, P, PetPart, Q};
use super::stigg::{both, concrete, interfaces, items, nested, nested_in_union, owners, sole, variants};

#[test]
fn the_case_of_the_fragment_is_the_type_of_the_object() {
    let data: items::Data = round_trip(
        r#"{"items":[{"__typename":"Addon","id2":"Addon","price":1.0,"maxQuantity":2},{"__typename":"Robot","id2":"Robot","price":3.0}]}"#,
    );
    assert!(matches!(&data.items[0].p, P::Addon(addon) if addon.max_quantity == Some(2)));
    assert!(matches!(&data.items[1].p, P::Other(other) if other.typename == "Robot"));
    assert_eq!((data.items[1].id2.as_str(), data.items[1].typename.as_str()), ("Robot", "Robot"));
}

#[test]
fn two_fragments_of_cases_beside_each_other() {
    let data: both::Data = round_trip(
        r#"{"items":[{"__typename":"Addon","price":1.0,"maxQuantity":2,"q":"a"},{"__typename":"Charge","price":3.0,"limit":9},{"__typename":"Robot","price":0.5}]}"#,
    );
    assert!(matches!((&data.items[0].p, &data.items[0].q), (P::Addon(_), Q::Addon(addon)) if addon.q == "a"));
    assert!(matches!((&data.items[1].p, &data.items[1].q), (P::Other(_), Q::Charge(charge)) if charge.limit == 9));
    assert!(matches!((&data.items[2].p, &data.items[2].q), (P::Other(_), Q::Other(other)) if other.typename == "Robot"));
}

#[test]
fn inside_the_variants_of_a_union() {
    let data: variants::Data = round_trip(
        r#"{"ents":[{"__typename":"Addon","id":"a","price":1.0,"maxQuantity":null,"q":"a"},{"__typename":"Charge","price":3.0,"limit":9},{"__typename":"Credit"}]}"#,
    );
    let variants::Ents::Addon(addon) = &data.ents[0] else { panic!("{data:?}") };
    assert_eq!(addon.id, "a");
    assert!(matches!(&addon.p, P::Addon(addon) if addon.max_quantity.is_none()));
    let variants::Ents::Charge(charge) = &data.ents[1] else { panic!("{data:?}") };
    assert!(matches!((&charge.p, &charge.q), (P::Other(_), Q::Charge(charge)) if charge.limit == 9));
    assert!(matches!(&data.ents[2], variants::Ents::Other(other) if other.typename == "Credit"));
}

#[test]
fn where_the_type_is_known_already() {
    let data: concrete::Data =
        round_trip(r#"{"addon":{"__typename":"Addon","id":"a","price":1.0,"maxQuantity":7,"q":"q"}}"#);
    let addon = data.addon.unwrap();
    assert!(matches!((&addon.p, &addon.q), (P::Addon(p), Q::Addon(q)) if p.max_quantity == Some(7) && q.q == "q"));
    let data: sole::Data = round_trip(r#"{"addon":{"__typename":"Addon","price":1.0,"maxQuantity":7}}"#);
    assert!(matches!(data.addon.unwrap(), P::Addon(_)));
}

#[test]
fn fragments_of_cases_within_each_other() {
    let data: nested::Data = round_trip(
        r#"{"items":[{"__typename":"Addon","price":1.0,"maxQuantity":7},{"__typename":"Charge","price":2.0,"id":"c","limit":1},{"__typename":"Robot","price":2.0}]}"#,
    );
    let Outer::Charge(charge) = &data.items[1] else { panic!("{data:?}") };
    assert!(matches!((&charge.p, &charge.q), (P::Other(_), Q::Charge(q)) if q.limit == 1 && charge.id == "c"));
    let Outer::Other(other) = &data.items[0] else { panic!("{data:?}") };
    assert!(matches!(&other.p, P::Addon(addon) if addon.max_quantity == Some(7)));
    let Outer::Other(other) = &data.items[2] else { panic!("{data:?}") };
    assert!(matches!(&other.p, P::Other(_)));

    let data: nested_in_union::Data = round_trip(
        r#"{"ents":[{"__typename":"Addon","price":1.0,"maxQuantity":7},{"__typename":"Charge","price":2.0,"id":"c","limit":1},{"__typename":"Credit","id":"x"},{"__typename":"Unheard"}]}"#,
    );
    assert!(matches!(&data.ents[0], nested_in_union::Ents::Addon(Outer::Other(_))));
    assert!(matches!(&data.ents[1], nested_in_union::Ents::Charge(Outer::Charge(_))));
    assert!(matches!(&data.ents[2], nested_in_union::Ents::Credit(credit) if credit.id == "x"));
    assert!(matches!(&data.ents[3], nested_in_union::Ents::Other(other) if other.typename == "Unheard"));
}

#[test]
fn interfaces_that_implement_interfaces_and_unions_that_overlap() {
    let data: interfaces::Data = round_trip(
        r#"{"named":[null,
        {"__typename":"Team","label":"t","owner":{"__typename":"Person","label":"p","age":3}},
        {"__typename":"Person","label":"q","pets":[{"__typename":"Robot","label":"r","owner":{"size":1},"price":2.0},{"__typename":"Person","label":"s"},{"__typename":"Cat"}]},
        {"__typename":"Robot","label":"r","owner":{"__typename":"Team","label":"t","size":4},"price":1.0},
        {"__typename":"Ghost","label":"boo"}]}"#,
    );
    let named = data.named.unwrap();
    let Some(interfaces::Named::Team(team)) = &named[1] else { panic!("{named:?}") };
    assert!(matches!(&team.o, O::Other(other) if matches!(&other.owner, Some(OwnerName::Person(person)) if person.age == Some(3))));
    let Some(interfaces::Named::Person(person)) = &named[2] else { panic!("{named:?}") };
    assert!(matches!(&person.pet_part, PetPart::Person(person) if person.label == "q"));
    assert_eq!(person.pets.len(), 3);
    assert!(matches!(&person.pets[0], interfaces::NamedPersonPets::Robot(robot) if robot.price > 1.0));
    assert!(matches!(&person.pets[2], interfaces::NamedPersonPets::Other(_)));
    let Some(interfaces::Named::Robot(robot)) = &named[3] else { panic!("{named:?}") };
    assert!(matches!(&robot.pet_part, PetPart::Robot(robot) if robot.owner.as_ref().unwrap().size == 4));
    assert!(matches!(&robot.o, O::Robot(robot) if robot.price > 0.5));
    assert!(matches!(&named[4], Some(interfaces::Named::Other(other)) if other.label == "boo"));
}

#[test]
fn a_field_that_narrows_its_interface() {
    let data: owners::Data = round_trip(
        r#"{"named":[
        {"__typename":"Team","owner":{"__typename":"Person","label":"p","age":null}},
        {"__typename":"Team","owner":null},
        {"__typename":"Robot","owner":{"__typename":"Team","label":"t","size":3,"owner":{"label":"x"}},"price":1.0},
        {"__typename":"Person"}]}"#,
    );
    let named = data.named.unwrap();
    let Some(owners::Named::Team(team)) = &named[0] else { panic!("{named:?}") };
    let owner = team.owner.as_ref().unwrap();
    assert_eq!((owner.label.as_str(), owner.age), ("p", None));
    let Some(owners::Named::Robot(robot)) = &named[2] else { panic!("{named:?}") };
    assert_eq!(robot.owner.as_ref().unwrap().size, 3);
}
