# What PowerShell does at a Tab after lovp; lovp --install-completion puts it in place.
Register-ArgumentCompleter -Native -CommandName lovp -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @('lovp')
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -lt $cursorPosition) {
            $isText = $element -is [System.Management.Automation.Language.StringConstantExpressionAst]
            $words += $(if ($isText) { $element.Value } else { $element.Extent.Text })
        }
    }
    # Both ways through UTF-8: the console's own character set may lack what a name is written with.
    $encoding = [Console]::OutputEncoding
    try {
        try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { }
        $env:_LOVP_TAB = 'powershell'
        $env:_LOVP_TYPED = ($words + "$wordToComplete") -join "`n"
        $answer = @(& $commandAst.CommandElements[0].Extent.Text 2>$null)
    } finally {
        Remove-Item Env:\_LOVP_TAB, Env:\_LOVP_TYPED -ErrorAction SilentlyContinue
        try { [Console]::OutputEncoding = $encoding } catch { }
    }
    # Nothing in return is what lets PowerShell offer names of files.
    foreach ($line in $answer | Select-Object -Skip 1) {
        $text, $shown, $remark = $line -split "`t", 3
        [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $remark)
    }
}
