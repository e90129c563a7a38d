//! How unions are read: `__typename` comes first, and the rest goes straight into the member.

macro_rules! union {
    (pub enum $name:ident { $($member:ident($ty:ident),)+ }) => {
        pub enum $name {
            $($member($ty),)+
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(::serde::Deserialize)]
                enum Key {
                    #[serde(rename = "__typename")]
                    Typename,
                }

                #[derive(::serde::Deserialize)]
                enum Typename {
                    $($member,)+
                }

                struct Members;

                impl<'de> ::serde::de::Visitor<'de> for Members {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(stringify!($name))
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let Some((Key::Typename, typename)) = map.next_entry()? else {
                            return Err(::serde::de::Error::missing_field("__typename"));
                        };
                        let rest = ::serde::de::value::MapAccessDeserializer::new(map);
                        match typename {
                            $(Typename::$member => ::serde::Deserialize::deserialize(rest).map($name::$member),)+
                        }
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }
    };
}
