//! Where credentials for a bucket come from: the environment, or the file that Amazon's own tools keep.

use std::env;
use std::path::PathBuf;

use rusty_s3::Credentials;

use super::super::error::Error;

/// The credentials: of the environment, else of this profile.
pub(super) fn find(profile: &str) -> Result<Credentials, Error> {
    if let Some(found) = Credentials::from_env() {
        return Ok(found);
    }
    let given = env::var_os("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from);
    let path = given.or_else(|| Some(env::home_dir()?.join(".aws").join("credentials")));
    let missing = |why: &str| {
        Error::Settings(format!(
            "no credentials for the bucket: {why}\n\
             Set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or have a profile in `~/.aws/credentials` and name it in `profile`."
        ))
    };
    let file =
        path.filter(|path| path.is_file()).ok_or_else(|| missing("neither the environment nor a file has any"))?;
    // The reason would quote the line, which is a secret.
    let file = ini::Ini::load_from_file_noescape(&file).map_err(|_| missing("the shared file cannot be read"))?;
    let section =
        file.section(Some(profile)).ok_or_else(|| missing(&format!("the file has no profile `{profile}`")))?;
    let key = section.get("aws_access_key_id").ok_or_else(|| missing("the profile has no `aws_access_key_id`"))?;
    let secret =
        section.get("aws_secret_access_key").ok_or_else(|| missing("the profile has no `aws_secret_access_key`"))?;
    Ok(match section.get("aws_session_token") {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    })
}
