using System.Text;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>How long a text is where lengths decide: in bytes.</summary>
internal static class MatchLength
{
    public static int Of(string text) => Encoding.UTF8.GetByteCount(text);
}
