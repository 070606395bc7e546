using System.Text;
using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What a Secret holds: <c>stringData</c> as it stands, <c>data</c> in base64.</summary>
internal static class SecretValues
{
    /// <summary>A value as text; null where the Secret has none of that name, or it is not base64.</summary>
    public static Node.Scalar? Of(Manifest secret, string key)
    {
        if (secret.Root.Find("stringData").Find(key) is Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain } plain)
        {
            return plain with { Kind = ScalarKind.Quoted };
        }

        if (!secret.Root.Find("data").Find(key).TryText(out var encoded))
        {
            return null;
        }

        try
        {
            return new Node.Scalar(secret.Root.Find("data").Find(key)!.Origin, ScalarKind.Quoted, Encoding.UTF8.GetString(Convert.FromBase64String(encoded)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
