//! `keys`: the API keys of an environment.

use std::io::Write;

use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};
use futures_util::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use stigg_graphql::Client;
use stigg_graphql::operations::fragments::ApiKeyFragment;
use stigg_graphql::operations::types::{
    ApiKeyScopeInput, CreateScopedApiKeyInput, GetApiKeysInput, RevokeApiKeyInput, RotateApiKeyInput,
};
use stigg_graphql::operations::{
    CreateScopedApiKey, GetApiKeyScopes, GetAvailableApiKeyScopes, ListApiKeys, RevokeApiKey, RotateApiKey,
};
use stigg_graphql::scalars::Uuid;
use stigg_graphql_codegen::terminal;

use crate::connect::{Connect, block_on};
use crate::failure::{Verdict, wrong_call};
use crate::json;
use crate::list_format::ListFormat;
use crate::output::{Output, complain};

/// Lists, makes, rotates and revokes the API keys of an environment.
///
/// A new key is printed once, alone, on standard output; what is said about it is said on standard error.
#[derive(Args)]
#[command(after_help = "Examples:\n  stigg-graphql keys list\n  \
                  stigg-graphql keys create reports --scope CUSTOMER:READ --scope SUBSCRIPTION:READ > reports.key\n  \
                  stigg-graphql keys rotate 4bf0b6b4-0d9f-4c5e-a4f5-2f8a4a2f7f4b --grace 24h > new.key\n\n\
                  The key that may do this is taken from STIGG_SERVER_API_KEY. Exits with 1 when the server refuses.")]
pub(crate) struct Keys {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    connect: Connect,
}

#[derive(Subcommand)]
enum Command {
    /// The keys, without their secrets
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// What a key may do; without one, what a key can be allowed
    Scopes {
        /// The id of a key
        id: Option<Uuid>,
    },
    /// Makes a key that may do what is named, and prints it
    Create {
        /// What it is called
        name: String,
        /// What it may do, such as CUSTOMER:READ; may be repeated
        #[arg(long, value_name = "RESOURCE:ACTION", value_parser = scope, required = true)]
        scope: Vec<ApiKeyScopeInput>,
        /// What it is for
        #[arg(long)]
        description: Option<String>,
        /// The id of its environment [default: that of the keys that are there]
        #[arg(long, value_name = "ID")]
        environment: Option<Uuid>,
    },
    /// Makes a key that takes the place of another, and prints it
    Rotate {
        /// The id of the old key
        id: Uuid,
        /// How long the old key still works, such as 24h or 90m [default: as the server has it]
        #[arg(long, value_name = "TIME", value_parser = grace)]
        grace: Option<SignedDuration>,
    },
    /// Ends a key at once
    Revoke {
        /// The id of the key
        id: Uuid,
    },
}

impl Keys {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let client = self.connect.client()?;
        block_on(async {
            match self.command {
                Command::List { format } => list(&client, format, out).await?,
                Command::Scopes { id } => scopes(&client, id, out).await?,
                Command::Create { name, scope, description, environment } => {
                    let environment = match environment {
                        Some(environment) => environment,
                        None => environment_of(&client).await?,
                    };
                    let mut input = CreateScopedApiKeyInput::new(name, environment, scope);
                    input.description = description.into();
                    let made = client.send(CreateScopedApiKey::new(input)).await?.create_scoped_api_key;
                    complain(format_args!("note: made {}", line(&made.api_key_fragment)));
                    tell(&made.token, out)?;
                }
                Command::Rotate { id, grace } => {
                    let mut input = RotateApiKeyInput::new(id);
                    if let Some(grace) = grace {
                        let end = Timestamp::now().checked_add(grace).map_err(|error| wrong_call(error.to_string()))?;
                        input.expiration_date = stigg_graphql::scalars::DateTime::from(end).into();
                    }
                    let rotated = client.send(RotateApiKey::new(input)).await?.rotate_api_key;
                    if let Some(old) = &rotated.old_api_key {
                        complain(format_args!("note: the old key is {}", line(old)));
                    }
                    complain(format_args!("note: made {}", line(&rotated.new_api_key.api_key_fragment)));
                    tell(&rotated.new_api_key.token, out)?;
                }
                Command::Revoke { id } => {
                    let revoked = client.send(RevokeApiKey::new(RevokeApiKeyInput::new(id))).await?.revoke_api_key;
                    writeln!(out, "revoked {}", line(&revoked))?;
                }
            }
            Ok(Verdict::Fine)
        })
    }
}

async fn list(client: &Client, format: ListFormat, out: &mut Output) -> anyhow::Result<()> {
    let keys: Vec<ApiKeyFragment> = all(client).await?;
    match format {
        ListFormat::Text => {
            for key in &keys {
                writeln!(out, "{}", line(key))?;
            }
        }
        ListFormat::Json => json::write_pretty(&keys.iter().map(to_json).collect::<Vec<_>>(), out)?,
    }
    Ok(())
}

async fn all(client: &Client) -> anyhow::Result<Vec<ApiKeyFragment>> {
    let keys = client.paginate(ListApiKeys::new(GetApiKeysInput::default()));
    Ok(keys.try_collect::<Vec<_>>().await?)
}

async fn scopes(client: &Client, id: Option<Uuid>, out: &mut Output) -> anyhow::Result<()> {
    let named = |resource: &str, action: &str| format!("{resource}:{action}");
    let scopes: Vec<String> = if let Some(id) = id {
        let scopes = client.send(GetApiKeyScopes::new(id)).await?.api_key_scope;
        scopes.iter().map(|scope| named(scope.resource.as_str(), scope.action.as_str())).collect()
    } else {
        let scopes = client.send(GetAvailableApiKeyScopes).await?.available_scopes;
        scopes.iter().map(|scope| named(scope.resource.as_str(), scope.action.as_str())).collect()
    };
    for scope in scopes {
        writeln!(out, "{}", terminal::line(&scope))?;
    }
    Ok(())
}

/// Prints a new key; if nobody reads it, it is lost, and whoever made it should know.
fn tell(token: &str, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "{}", terminal::line(token))?;
    out.flush()?;
    if out.is_closed() {
        bail!("nobody read the new key, and it is not told again: revoke it");
    }
    Ok(())
}

/// The environment of the first key: keys are told of one environment.
async fn environment_of(client: &Client) -> anyhow::Result<Uuid> {
    let mut keys = client.paginate(ListApiKeys::new(GetApiKeysInput::default())).page_size(1);
    let first = keys.try_next().await?;
    Ok(first.ok_or_else(|| anyhow!("no key tells the environment: name it with `--environment`"))?.environment_id)
}

fn line(key: &ApiKeyFragment) -> String {
    let end = key.expire_at.map_or_else(String::new, |end| format!("  until {end}"));
    let line = format!("{}  {}  {}{end}", key.id, key.key_type.as_str(), key.display_name);
    terminal::line(&line).into_owned()
}

fn to_json(key: &ApiKeyFragment) -> Value {
    json!({
        "id": key.id,
        "name": key.display_name,
        "description": key.description,
        "type": key.key_type,
        "environment": key.environment_id,
        "createdAt": key.created_at,
        "expireAt": key.expire_at,
    })
}

fn scope(text: &str) -> Result<ApiKeyScopeInput, String> {
    let (resource, action) = text.split_once(':').ok_or("write it as RESOURCE:ACTION, for example CUSTOMER:READ")?;
    let (resource, action) = (resource.to_ascii_uppercase(), action.to_ascii_uppercase());
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if is_word(&resource) && is_word(&action) {
        Ok(ApiKeyScopeInput::new(action.as_str().into(), resource.as_str().into()))
    } else {
        Err("`stigg-graphql keys scopes` has those that there are".to_owned())
    }
}

fn grace(text: &str) -> Result<SignedDuration, String> {
    match text.parse::<SignedDuration>() {
        Ok(time) if !time.is_negative() => Ok(time),
        _ => Err("write it in hours and minutes, for example 24h or 90m".to_owned()),
    }
}
