using System.Security.Cryptography;
using AlbEmulator.Machine;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;

namespace AlbEmulator.Stickiness;

/// <summary>
/// AES-256-GCM under one key: nonce, then ciphertext, then tag. Data Protection's own encryptor derives a key and makes a
/// cipher for every value; a sticky client costs a value with every response, so that here both are made once.
/// </summary>
internal sealed class CookieEncryptor(byte[] key) : IAuthenticatedEncryptor, IDisposable
{
    /// <summary>Bytes that a sealed value has more than a plain one.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>A cipher serves one thread at a time.</summary>
    private readonly ThreadLocal<AesGcm> _cipher = new(() => new AesGcm(key, TagBytes), trackAllValues: true);

    public byte[] Encrypt(ArraySegment<byte> plaintext, ArraySegment<byte> additionalAuthenticatedData)
    {
        var value = new byte[plaintext.Count + Overhead];
        var nonce = value.AsSpan(0, NonceBytes);
        RandomBlock.Fill(nonce);
        _cipher.Value!.Encrypt(
            nonce, plaintext, value.AsSpan(NonceBytes, plaintext.Count), value.AsSpan(^TagBytes..), additionalAuthenticatedData);
        return value;
    }

    public byte[] Decrypt(ArraySegment<byte> ciphertext, ArraySegment<byte> additionalAuthenticatedData)
    {
        if (ciphertext.Count < Overhead)
        {
            throw new CryptographicException("The value is too short to be sealed.");
        }

        var plaintext = new byte[ciphertext.Count - Overhead];
        var value = ciphertext.AsSpan();
        _cipher.Value!.Decrypt(
            value[..NonceBytes], value[NonceBytes..^TagBytes], value[^TagBytes..], plaintext, additionalAuthenticatedData);
        return plaintext;
    }

    public void Dispose()
    {
        foreach (var cipher in _cipher.Values)
        {
            cipher.Dispose();
        }

        _cipher.Dispose();
    }
}
