using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace AlbEmulator.Stickiness;

/// <summary>Makes of a key of the ring the cipher that cookies are sealed with.</summary>
internal sealed class CookieEncryptorFactory : IAuthenticatedEncryptorFactory
{
    private const int KeyBytes = 32;

    public IAuthenticatedEncryptor CreateEncryptorInstance(IKey key)
    {
        var descriptor = key.Descriptor.ExportToXml().SerializedDescriptorElement;
        var masterKey = Convert.FromBase64String(descriptor.Descendants("masterKey").Single().Value);
        var cookieKey = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey, cookieKey, default, "AlbEmulator cookie"u8);
        return new CookieEncryptor(cookieKey);
    }
}
