using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.IdentityProviders;

/// <summary>Texts that nobody guesses, and how what must not be guessed is compared.</summary>
internal static class RandomText
{
    private const int Bytes = 32;

    /// <summary>43 characters that may stand in a URL, a cookie and a page.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>In a time that tells neither where they differ nor how long they are.</summary>
    public static bool AreEqual(string given, string secret) => CryptographicOperations.FixedTimeEquals(Digest(given), Digest(secret));

    /// <summary>SHA-256 of a text.</summary>
    public static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
