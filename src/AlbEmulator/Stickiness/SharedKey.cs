using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AlbEmulator.Stickiness;

/// <summary>
/// A key ring in memory with one key, the same one wherever the secret is the same.
/// <see href="https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format"/>
/// </summary>
internal sealed class SharedKey : IXmlRepository
{
    private const int MasterKeyBytes = 64;
    private const int IdBytes = 16;

    private static readonly DateTimeOffset Always = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly XElement _key;

    public SharedKey(string secret)
    {
        var id = new Guid(Derive(secret, IdBytes, "id"u8));
        var masterKey = Convert.ToBase64String(Derive(secret, MasterKeyBytes, "master key"u8));
        _key = new XElement(
            "key",
            new XAttribute("id", id),
            new XAttribute("version", 1),
            new XElement("creationDate", Always),
            new XElement("activationDate", Always),
            new XElement("expirationDate", Never),
            new XElement(
                "descriptor",
                new XAttribute(
                    "deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
                new XElement(
                    "descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_GCM")),
                    new XElement("masterKey", new XElement("value", masterKey)))));
    }

    public IReadOnlyCollection<XElement> GetAllElements() => [new XElement(_key)];

    public void StoreElement(XElement element, string friendlyName) =>
        throw new InvalidOperationException("The keys of a shared secret are never added to.");

    private static byte[] Derive(string secret, int length, ReadOnlySpan<byte> info)
    {
        var key = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), key, "AlbEmulator cookies"u8, info);
        return key;
    }
}
