using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>The load balancer as the client of an OpenID Connect provider, as a Secret has it.</summary>
/// <param name="Id">Of the client.</param>
/// <param name="Secret">What proves it.</param>
internal sealed record ClientSecret(Node.Scalar Id, Node.Scalar Secret)
{
    private const string IdKey = "clientID";
    private const string OlderIdKey = "clientId";
    private const string SecretKey = "clientSecret";

    /// <param name="manifests">What there is.</param>
    /// <param name="space">The namespace of the Secret.</param>
    /// <param name="name">Its name.</param>
    /// <param name="words">Why there is none.</param>
    public static ClientSecret? Of(Manifests manifests, string space, string name, out string words)
    {
        words = "";
        if (manifests.Find(ManifestKinds.Secret, space, name) is not { } secret)
        {
            words = $"names the Secret {Quoted.Text(name)} of {Quoted.Text(space)}, which no file has: write it beside this manifest, with stringData for {IdKey} and {SecretKey}";
            return null;
        }

        if ((SecretValues.Of(secret, IdKey) ?? SecretValues.Of(secret, OlderIdKey)) is not { } id || SecretValues.Of(secret, SecretKey) is not { } value)
        {
            words = $"names the {secret.Words}, which must have {IdKey} and {SecretKey}";
            return null;
        }

        return new ClientSecret(id with { Text = id.Text.TrimEnd() }, value with { Text = TrimControls(value.Text) });
    }

    private static string TrimControls(string text)
    {
        var end = text.Length;
        while (end > 0 && char.IsControl(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }
}
