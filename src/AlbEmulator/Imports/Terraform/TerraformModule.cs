using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>An instance of a module, with what its configuration says: what values are made of where they are not known.</summary>
/// <param name="Address">Such as <c>module.alb["a"]</c>; empty for the root.</param>
/// <param name="Configuration">Its configuration; null where a state has none.</param>
/// <param name="Parent">The module that calls it, and how; null for the root.</param>
/// <param name="Call">How the parent calls it.</param>
internal sealed record TerraformModule(string Address, Node? Configuration, TerraformModule? Parent, Node? Call)
{
    /// <summary><c>[0]</c> or <c>["web"]</c> of the call; empty for the only one.</summary>
    public string Index => Address.EndsWith(']') ? Address[Address.LastIndexOf('[')..] : "";

    /// <summary>A module that this one calls.</summary>
    public TerraformModule? Child(string name, string index)
    {
        var call = Configuration.Find("module_calls").Find(name);
        var address = $"{(Address.Length == 0 ? "" : Address + ".")}module.{name}{index}";
        return call is null ? null : new TerraformModule(address, call.Find("module"), this, call);
    }

    /// <summary>The module of an address within this one.</summary>
    public TerraformModule At(string address)
    {
        var module = this;
        foreach (System.Text.RegularExpressions.Match step in TerraformAddress.Modules(address))
        {
            module = module.Child(step.Groups["name"].Value, step.Groups["index"].Value)
                ?? new TerraformModule(address, null, module, null);
        }

        return module;
    }

    /// <summary>What the configuration says of a resource of this module.</summary>
    public Node? ResourceOf(string type, string name) => Configuration.Find("resources").Items().FirstOrDefault(item =>
        item.Find("type").TryText(out var itsType) && itsType == type && item.Find("name").TryText(out var itsName) && itsName == name);
}
